import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drawSome, type Place, shareRight } from './turns.ts'

const places = Array.from({ length: 400 }, (_, n): Place => ({ document: '7', start: n * 50, end: n * 50 + 40 }))
const startsOf = (drawn: Place[]): number[] => drawn.map(({ start }) => start)

describe('a draw', () => {
  it('is the same for the same seed, another for another, and repeats nothing', () => {
    const drawn = startsOf(drawSome(places, 100, 1))
    expect(startsOf(drawSome(places.toReversed(), 100, 1))).toEqual(drawn)
    expect(startsOf(drawSome(places, 100, 2))).not.toEqual(drawn)
    expect(new Set(drawn).size).toBe(100)
  })

  it('takes places from all parts alike', () => {
    const starts = Array.from({ length: 40 }, (_, seed) => startsOf(drawSome(places, 100, seed))).flat()
    const counts = [0, 1, 2, 3].map((part) => starts.filter((start) => Math.floor(start / 5_000) === part).length)
    for (const count of counts) expect(count).toBeGreaterThan(850)
  })

  it('changes by no more than what was added', () => {
    const before = new Set(startsOf(drawSome(places, 100, 3)))
    const after = startsOf(drawSome([...places, { document: '8', start: 0, end: 10 }], 100, 3))
    expect(after.filter((start) => before.has(start)).length).toBeGreaterThanOrEqual(99)
  })
})

describe('the judgements that are kept', () => {
  const kept = readFileSync(new URL('./drawn.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Place & { right: boolean })

  it('are of 100 turns, hold no word of them, and say right of at least 95', () => {
    expect(kept).toHaveLength(100)
    for (const judged of kept) {
      expect(Object.keys(judged)).toEqual(['document', 'start', 'end', 'right'])
      expect(judged.document).toMatch(/^\d+$/)
    }
    expect(shareRight([], kept).right).toBeGreaterThanOrEqual(95)
  })

  it('are told from what was drawn and not judged', () => {
    const [first] = kept
    const drawn = first ? [first, { ...first, end: first.end + 1 }] : []
    expect(shareRight(drawn, kept).unjudged).toBe(1)
  })
})
