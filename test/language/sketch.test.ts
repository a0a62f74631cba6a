import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlap, readSketch, sketchText } from '../../src/language/sketch.ts'

const sketch = (text: string) => readSketch(sketchText(text))

/** Sentences that share no long run of letters. */
function sentences(from: number, count: number): string {
  return Array.from({ length: count }, (_, i) => {
    const seed = (from + i) * 7919
    const words = Array.from({ length: 12 }, (_, k) =>
      String.fromCodePoint(0x4e00 + ((seed * (k + 3) + k * 131) % 6_000)),
    )
    return `${words.join('')}。`
  }).join('\n')
}

describe('overlap', () => {
  it('is whole for the same text, whatever its spaces, punctuation and width', () => {
    const text = `${sentences(0, 200)} ABC１２３`
    const other = text.replaceAll('。', ' , ').replaceAll('\n', '  ').replace('ABC１２３', 'abc123')
    expect(overlap(sketch(text), sketch(other))).toEqual({ ofFirst: 1, ofSecond: 1 })
  })

  it('says which of the two stands in the other', () => {
    const { ofFirst, ofSecond } = overlap(sketch(sentences(0, 100)), sketch(sentences(0, 400)))
    expect(ofFirst).toBeGreaterThan(0.97)
    expect(ofSecond).toBeGreaterThan(0.17)
    expect(ofSecond).toBeLessThan(0.33)
  })

  it('is none for texts of different words, and for texts too short to say', () => {
    expect(overlap(sketch(sentences(0, 300)), sketch(sentences(5_000, 300)))).toEqual({ ofFirst: 0, ofSecond: 0 })
    expect(overlap(sketch('短句'), sketch('短句'))).toEqual({ ofFirst: 0, ofSecond: 0 })
  })

  it('still holds where both sketches are full', () => {
    const [all, half] = [sentences(0, 5_500), sentences(2_200, 3_300)]
    expect(sketch(all)).toHaveLength(2_000)
    const { ofFirst, ofSecond } = overlap(sketch(all), sketch(half))
    expect(ofFirst).toBeGreaterThan(0.5)
    expect(ofFirst).toBeLessThan(0.7)
    expect(ofSecond).toBeGreaterThan(0.95)
  })

  it('is the same from either side', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), fc.nat(300), (from, other, count) => {
        const [a, b] = [sketch(sentences(from, count)), sketch(sentences(other, 200))]
        const there = overlap(a, b)
        const back = overlap(b, a)
        expect(there).toEqual({ ofFirst: back.ofSecond, ofSecond: back.ofFirst })
      }),
      { numRuns: 20 },
    )
  })
})
