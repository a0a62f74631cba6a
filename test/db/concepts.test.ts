import { describe, expect, it } from 'vitest'
import { type Database, write } from '../../src/db/client.ts'
import { conceptsVersion, listConcepts, putConcept, removeConcept } from '../../src/db/concepts.ts'
import { openLibrary } from '../helpers/library.ts'

const put = (db: Database, id: string, ...chinese: string[]) =>
  write(db, (tx) => putConcept(tx, { id, chinese, english: ['go live'], strength: 2 }))
const remove = (db: Database, id: string) => write(db, (tx) => removeConcept(tx, id))

/** Times of changes are kept to the millisecond. */
const nextMillisecond = () => new Promise((resolve) => setTimeout(resolve, 2))

describe("users' concepts", () => {
  it('are listed as they were added, in the order in which they were', async () => {
    const db = openLibrary()
    expect(listConcepts(db)).toEqual([])
    put(db, 'b', '上线', '投产')
    await nextMillisecond()
    put(db, 'a', '割接')
    expect(listConcepts(db)).toMatchObject([
      { id: 'b', chinese: ['上线', '投产'], english: ['go live'], strength: 2 },
      { id: 'a', chinese: ['割接'] },
    ])
  })

  it('are put in the place of the one with their id, which keeps its date', async () => {
    const db = openLibrary()
    const first = put(db, 'a', '上线')
    await nextMillisecond()
    const second = put(db, 'a', '上线', '投产')
    expect(listConcepts(db)).toEqual([second])
    expect(second).toMatchObject({ chinese: ['上线', '投产'], createdAt: first.createdAt })
    expect(second.updatedAt > first.updatedAt).toBe(true)
  })

  it('go when they are removed, and the answer says whether there was one', () => {
    const db = openLibrary()
    put(db, 'a', '上线')
    expect([remove(db, 'a'), remove(db, 'a')]).toEqual([true, false])
    expect(listConcepts(db)).toEqual([])
  })

  it('have another version after each change, and the same one as long as nothing changes', async () => {
    const db = openLibrary()
    const versions = [conceptsVersion(db)]
    const change = async (make: () => unknown) => {
      await nextMillisecond()
      make()
      versions.push(conceptsVersion(db))
      expect(conceptsVersion(db)).toBe(versions.at(-1))
    }
    await change(() => put(db, 'a', '上线'))
    await change(() => put(db, 'b', '割接'))
    await change(() => put(db, 'a', '上线', '投产'))
    await change(() => remove(db, 'a'))
    await change(() => remove(db, 'b'))
    expect(new Set(versions.slice(0, -1)).size).toBe(5)
    expect(versions.at(-1)).toBe(versions[0])
  })
})
