import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Database, write } from '../../src/db/client.ts'
import { conceptsVersionReader, listConcepts, putConcept, removeConcept } from '../../src/db/concepts.ts'
import { openLibrary } from '../helpers/library.ts'

const put = (db: Database, id: string, ...chinese: string[]) =>
  write(db, (tx) => putConcept(tx, { id, chinese, english: ['go live'], strength: 2 }))
const remove = (db: Database, id: string) => write(db, (tx) => removeConcept(tx, id))

describe("users' concepts", () => {
  it('are listed as they were added, in the order in which they were', () => {
    const db = openLibrary()
    expect(listConcepts(db)).toEqual([])
    put(db, 'b', '上线', '投产')
    put(db, 'a', '割接')
    expect(listConcepts(db)).toMatchObject([
      { id: 'b', chinese: ['上线', '投产'], english: ['go live'], strength: 2 },
      { id: 'a', chinese: ['割接'] },
    ])
  })

  it('are put in the place of the one with their id, which keeps its date', () => {
    const db = openLibrary()
    const first = put(db, 'a', '上线')
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

  it('have another version after each change, however fast they come, and the same one as long as nothing changes', () => {
    const db = openLibrary()
    const version = conceptsVersionReader(db)
    const versions = [version()]
    const change = (make: () => unknown) => {
      make()
      versions.push(version())
      expect(version()).toBe(versions.at(-1))
    }
    change(() => put(db, 'a', '上线'))
    change(() => put(db, 'b', '割接'))
    change(() => put(db, 'a', '上线', '投产'))
    change(() => remove(db, 'a'))
    change(() => remove(db, 'b'))
    expect(new Set(versions.slice(0, -1)).size).toBe(5)
    expect(versions.at(-1)).toBe(versions[0])
  })

  it('have another version after changes that all come at one time, or after the clock was put back', () => {
    const db = openLibrary()
    const version = conceptsVersionReader(db)
    const clock = vi.spyOn(Date, 'now')
    onTestFinished(() => clock.mockRestore())
    const versions = [5_000, 5_000, 5_000, 4_000, 4_000].map((now) => {
      clock.mockReturnValue(now)
      put(db, 'a', '上线')
      return version()
    })
    expect(new Set(versions).size).toBe(5)
    clock.mockReturnValue(9_000)
    expect(put(db, 'b', '割接').updatedAt).toBe(new Date(9_000).toISOString())
  })
})
