import { describe, expect, it } from 'vitest'
import { isHeldOut, readSupportPairs, scoreSupport } from './support-pairs.ts'

const pairs = await readSupportPairs()
const bare = (text: string): string => text.normalize('NFKC').replace(/[\p{P}\p{S}\s]/gu, '')

describe('the pairs that a check of support is measured on', () => {
  it('have an id, a passage and a sentence each, none twice', () => {
    expect(new Set(pairs.map(({ id }) => id)).size).toBe(pairs.length)
    expect(new Set(pairs.map(({ passages, sentence }) => `${passages.join('|')}|${sentence}`)).size).toBe(pairs.length)
    for (const { id, passages } of pairs) {
      expect(passages.join('').length, id).toBeGreaterThanOrEqual(45)
      expect(passages.join('').length, id).toBeLessThanOrEqual(900)
    }
  })

  it('hold at least 400, enough of each kind of lie, and a little under half truths, on both sides', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(400)
    for (const side of [pairs.filter(isHeldOut), pairs.filter((pair) => !isHeldOut(pair))]) {
      const { byLabel } = scoreSupport(side, () => true)
      for (const score of Object.values(byLabel)) expect(score.n).toBeGreaterThanOrEqual(18)
      expect(Object.keys(byLabel)).toHaveLength(8)
      expect((byLabel.true?.n ?? 0) / side.length).toBeGreaterThan(0.4)
      expect((byLabel.true?.n ?? 0) / side.length).toBeLessThan(0.5)
    }
  })

  it('show no passage on both sides', () => {
    const heldOut = new Set(pairs.filter(isHeldOut).map(({ passages }) => passages.join('|')))
    expect(pairs.filter((pair) => !isHeldOut(pair) && heldOut.has(pair.passages.join('|')))).toEqual([])
  })

  it('copy few truths and no lie', () => {
    const copied = pairs.filter(({ passages, sentence }) => bare(passages.join('')).includes(bare(sentence)))
    expect(copied.filter(({ label }) => label !== 'true').map(({ id }) => id)).toEqual([])
    expect(copied.length).toBeLessThan(pairs.length / 10)
  })
})

describe('the score of a check', () => {
  it('counts lies that were caught and truths that were flagged', () => {
    expect(scoreSupport(pairs, () => false)).toMatchObject({ liesCaught: 1, truthsFlagged: 1 })
    expect(scoreSupport(pairs, () => true)).toMatchObject({ liesCaught: 0, truthsFlagged: 0 })
    const perfect = scoreSupport(pairs, ({ label }) => label === 'true')
    expect(perfect).toMatchObject({ liesCaught: 1, truthsFlagged: 0 })
    expect(Object.values(perfect.byLabel).flatMap(({ wrong }) => wrong)).toEqual([])
  })
})
