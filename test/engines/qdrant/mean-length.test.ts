import { describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/client.ts'
import { isMeanLengthOff, meanLengthOf, USUAL_LENGTH } from '../../../src/engines/qdrant/mean-length.ts'
import { addDocument, openLibrary, stageDocument } from '../../helpers/library.ts'

/** Words that are one term each. */
const note = (words: number) => Array.from({ length: words }, (_, i) => `term${i}`).join(' ')

function addNotes(db: Database, path: string, count: number, words: number) {
  return addDocument(db, { path, paragraphs: Array.from({ length: count }, () => note(words)) })
}

describe('the mean length of chunks', () => {
  it('is the usual one as long as there are none, and moves towards that of the library with each', async () => {
    const db = openLibrary()
    expect(meanLengthOf(db)).toBe(USUAL_LENGTH)
    await addNotes(db, 'a.md', 2, 20)
    const few = meanLengthOf(db)
    expect(few).toBeGreaterThan(300)
    await addNotes(db, 'b.md', 998, 20)
    expect(meanLengthOf(db)).toBeCloseTo(20, -1)
    expect(few).toBeLessThan(USUAL_LENGTH)
  })

  it('counts what searches find: neither what was replaced nor what is not current yet', async () => {
    const db = openLibrary()
    await addNotes(db, 'a.md', 100, 10)
    await addNotes(db, 'a.md', 100, 50)
    const before = meanLengthOf(db)
    await stageDocument(db, { path: 'b.md', paragraphs: Array.from({ length: 100 }, () => note(10)) })
    expect(meanLengthOf(db)).toBe(before)
    expect(before).toBeCloseTo((100 * 50 + 8 * USUAL_LENGTH) / 108, 1)
  })

  it('of a large library is that of a sample from all of it', async () => {
    const db = openLibrary()
    for (const [at, words] of [1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3].entries())
      await addNotes(db, `${at}.md`, 2_000, words)
    expect(meanLengthOf(db)).toBeCloseTo(2 + (8 * USUAL_LENGTH) / 10_000, 1)
  })

  it('is off when it is a quarter more or less than what weights are made with', async () => {
    const db = openLibrary()
    const isOff = (meanLength: number) => isMeanLengthOff(db, { meanLength })
    expect([310, 330, 400, 490, 510].map(isOff)).toEqual([true, false, false, false, true])
  })
})
