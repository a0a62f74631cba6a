import { expect, it } from 'vitest'
import { memberRoom } from '../../ingest/member-room.ts'
import { MAX_INFLATE_RATIO, MAX_MEMBER_BYTES, MAX_MEMBERS, TOTAL_RATIO_CHECKED_FROM } from '../../ingest/read/limits.ts'
import type { ReadOutcome } from '../../ingest/read-file.ts'
import type { Database } from '../../src/db/client.ts'
import { write } from '../../src/db/client.ts'
import { findDocumentRow, placeDocument } from '../../src/db/documents.ts'
import { type MemberCount, placeMembers } from '../../src/db/members.ts'
import type { DocumentRow } from '../../src/db/schema/documents.ts'
import { openLibrary } from '../helpers/library.ts'

/** An archive with archives `names` in it, of which none has been opened. */
function archiveOf(db: Database, names: readonly string[]): { outer: DocumentRow; inner: DocumentRow[] } {
  return write(db, (tx) => {
    const { document } = placeDocument(tx, { space: 'default', root: '', path: 'outer.zip' }, {})
    const members = names.map((path) => ({ path, contentHash: path, bytes: 10 }))
    const { wanted } = placeMembers(tx, document, members, 1)
    const inner = wanted.flatMap(({ request }) =>
      request.kind === 'file' ? (findDocumentRow(tx, request.documentId) ?? []) : [],
    )
    return { outer: document, inner }
  })
}

/** A reading that found that many files of ten bytes each. */
function found(files: number, bytes = 1_000): ReadOutcome {
  const members = Array.from({ length: files }, (_, at) => ({ path: `${at}.txt`, contentHash: '', bytes: 10 }))
  return { isUnchanged: false, bytes, members } as Partial<ReadOutcome> as ReadOutcome
}

it('leaves each archive what the others inside the same outermost one have not taken, even those not stored yet', async () => {
  const db = openLibrary()
  const { inner } = archiveOf(db, ['a.zip', 'b.zip', 'c.zip'])
  const roomFor = memberRoom(db)
  const rooms: MemberCount[] = []
  const readings = inner.map((document) =>
    roomFor(document, async (room) => {
      rooms.push(room)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return found(Math.min(room.files, 6_000))
    }),
  )
  await Promise.all(readings)
  expect(rooms.map(({ files }) => files)).toEqual([MAX_MEMBERS - 3, MAX_MEMBERS - 6_003, 0])
  expect(rooms.map(({ bytes }) => TOTAL_RATIO_CHECKED_FROM - bytes)).toEqual([0, 60_000, 99_970])
})

it('does not hold against an archive what it has brought in itself', async () => {
  const db = openLibrary()
  const { outer, inner } = archiveOf(db, ['a.zip'])
  const roomFor = memberRoom(db)
  const [archive = outer] = inner
  const rooms: number[] = []
  for (const document of [archive, archive, outer, outer]) {
    await roomFor(document, async ({ files }) => {
      rooms.push(files)
      return found(document === outer ? 1 : 7_000)
    })
  }
  expect(rooms).toEqual([MAX_MEMBERS - 1, MAX_MEMBERS - 1, MAX_MEMBERS, MAX_MEMBERS])
})

it('lets the next one read when a reading fails', async () => {
  const db = openLibrary()
  const { inner } = archiveOf(db, ['a.zip', 'b.zip'])
  const roomFor = memberRoom(db)
  const [first, second] = inner.map((document, at) =>
    roomFor(document, () => (at === 0 ? Promise.reject(new Error('damaged')) : Promise.resolve(found(1)))),
  )
  await expect(first).rejects.toThrow('damaged')
  await expect(second).resolves.toMatchObject({ members: [{ path: '0.txt' }] })
})

it('lets nothing inside swell to more than so many times the size of the outermost file', async () => {
  const db = openLibrary()
  const { outer, inner } = archiveOf(db, ['a.zip'])
  const roomFor = memberRoom(db)
  const rooms: number[] = []
  for (const size of [5_000, 2_000_000, 900_000_000]) {
    await roomFor(outer, async () => found(0, size))
    for (const document of inner) {
      await roomFor(document, async ({ bytes }) => {
        rooms.push(bytes)
        return found(0)
      })
    }
  }
  expect(rooms).toEqual([TOTAL_RATIO_CHECKED_FROM, 2_000_000 * MAX_INFLATE_RATIO, MAX_MEMBER_BYTES])
})
