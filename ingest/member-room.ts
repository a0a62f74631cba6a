import type { Database } from '../src/db/client.ts'
import { findDocumentRow } from '../src/db/documents.ts'
import { countMembers, type MemberCount, type MemberFile, outermostDocument } from '../src/db/members.ts'
import type { DocumentRow } from '../src/db/schema/documents.ts'
import { findVersion } from '../src/db/versions.ts'
import { MAX_INFLATE_RATIO, MAX_MEMBER_BYTES, MAX_MEMBERS, TOTAL_RATIO_CHECKED_FROM } from './read/limits.ts'
import type { ReadOutcome } from './read-file.ts'

/**
 * Reads a document that may hold files, told what these may come to: what is left of the room inside its outermost
 * document. Containers of one outermost document take turns, so that each knows what all others have brought in.
 */
export type MemberRoom = (
  document: DocumentRow,
  read: (room: MemberCount) => Promise<ReadOutcome>,
) => Promise<ReadOutcome>

/** What lies in each container of an outermost document, and all of it together; the most bytes that this may be. */
type Tally = { of: Map<string, MemberCount>; all: MemberCount; mostBytes: number }

/** Documents whose tally is kept; it can be taken from the database anew but for files that nobody has read yet. */
const TALLIES_KEPT = 100
const NOTHING: MemberCount = { files: 0, bytes: 0 }

export function memberRoom(db: Database): MemberRoom {
  const tallies = new Map<string, Tally>()
  const turns = new Map<string, Promise<unknown>>()

  function tallyOf(outermost: string, isAnew: boolean): Tally {
    const kept = isAnew ? undefined : tallies.get(outermost)
    const tally = kept ?? takeTally(db, outermost)
    tallies.delete(outermost)
    tallies.set(outermost, tally)
    for (const oldest of tallies.keys()) if (tallies.size > TALLIES_KEPT) tallies.delete(oldest)
    return tally
  }

  async function readInTurn(
    outermost: string,
    document: DocumentRow,
    read: (room: MemberCount) => Promise<ReadOutcome>,
  ): Promise<ReadOutcome> {
    const tally = tallyOf(outermost, document.depth === 0)
    const { of, all } = tally
    const before = of.get(document.id) ?? NOTHING
    const room = {
      files: MAX_MEMBERS - (all.files - before.files),
      bytes: (document.depth === 0 ? MAX_MEMBER_BYTES : tally.mostBytes) - (all.bytes - before.bytes),
    }
    const outcome = await read(room)
    if (outcome.isUnchanged) return outcome
    if (document.depth === 0) tally.mostBytes = mostBytesInside(outcome.bytes)
    const after = countFiles(outcome.members)
    of.set(document.id, after)
    all.files += after.files - before.files
    all.bytes += after.bytes - before.bytes
    return outcome
  }

  return async (document, read) => {
    const outermost = document.depth === 0 ? document.id : outermostDocument(db, document.id)
    const before = turns.get(outermost) ?? Promise.resolve()
    const turn = before.then(() => readInTurn(outermost, document, read))
    const ended = turn.catch(() => {})
    turns.set(outermost, ended)
    try {
      return await turn
    } finally {
      if (turns.get(outermost) === ended) turns.delete(outermost)
    }
  }
}

function takeTally(db: Database, outermost: string): Tally {
  const of = countMembers(db, outermost)
  const all = { ...NOTHING }
  for (const { files, bytes } of of.values()) {
    all.files += files
    all.bytes += bytes
  }
  const current = findVersion(db, findDocumentRow(db, outermost)?.currentVersionId ?? '')
  return { of, all, mostBytes: mostBytesInside(current?.bytes ?? 0) }
}

/** What swells through several archives inside each other may swell no more than a single one. */
function mostBytesInside(bytes: number): number {
  return Math.min(MAX_MEMBER_BYTES, Math.max(TOTAL_RATIO_CHECKED_FROM, bytes * MAX_INFLATE_RATIO))
}

function countFiles(members: readonly MemberFile[]): MemberCount {
  const bytes = members.reduce((sum, member) => sum + ('bytes' in member ? member.bytes : 0), 0)
  return { files: members.length, bytes }
}
