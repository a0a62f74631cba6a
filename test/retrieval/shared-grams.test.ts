import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sharedGrams } from '../../src/retrieval/shared-grams.ts'

const gramsOf = (text: string) =>
  new Set(Array.from({ length: Math.max(0, text.length - 4) }, (_, at) => text.slice(at, at + 5)))

describe('sharedGrams', () => {
  it('counts the sequences that a short text shares with each of those kept, a repeated one once', () => {
    const text = fc.string({ unit: fc.constantFrom(...'甲乙丙'), maxLength: 60 })
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.boolean()), { maxLength: 12 }), (list) => {
        const { compare, keep } = sharedGrams(list.map(([one]) => one))
        const kept: string[] = []
        for (const [one, isKept] of list) {
          const { grams, inKept } = compare(one)
          const own = gramsOf(one)
          expect(grams).toBe(own.size)
          expect([...inKept.subarray(0, kept.length)]).toEqual(
            kept.map((other) => [...gramsOf(other)].filter((gram) => own.has(gram)).length),
          )
          if (!isKept) continue
          keep()
          kept.push(one)
        }
      }),
      { seed: 13 },
    )
  })

  it('compares a sample of a long text, the same one whatever else is compared', () => {
    const long = Array.from({ length: 400 }, (_, at) => String.fromCharCode(0x4e00 + at * 7)).join('')
    const other = long.slice(0, 300) + 'x'.repeat(100)
    const shared = [
      [long, other, '短文'],
      [long, other],
    ].map((texts) => {
      const { compare, keep } = sharedGrams(texts)
      compare(long)
      keep()
      const { grams, inKept } = compare(other)
      return [grams, inKept[0]]
    })
    expect(shared[0]).toEqual(shared[1])
    const [[grams = 0, inLong = 0] = []] = shared
    expect(grams).toBeGreaterThan(40)
    expect(grams).toBeLessThan(110)
    expect(inLong).toBeLessThan(grams)
  })
})
