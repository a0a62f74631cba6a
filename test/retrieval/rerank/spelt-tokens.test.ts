import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginningOf, tokensBeginning } from '../../../src/retrieval/rerank/spelt-tokens.ts'

const tokensOf = (text: string, ...wanted: string[]) => tokensBeginning(text, new Set(wanted.map(beginningOf)))

describe('tokensBeginning', () => {
  it('takes a token that begins like a wanted word, or one of whose parts does', () => {
    expect(tokensOf('用 bge-m3 模型', 'm3')).toEqual([{ token: 'bge-m3', at: 2 }])
    expect(tokensOf('用bge-m3，m4', 'bge-m3')).toEqual([{ token: 'bge-m3', at: 1 }])
    expect(tokensOf('a-b', 'a-b')).toEqual([{ token: 'a-b', at: 0 }])
    expect(tokensOf('delivery', 'de')).toHaveLength(1)
    expect(tokensOf('d elivery', 'de')).toEqual([])
  })

  it('ends a token where nothing follows its link', () => {
    expect(tokensOf("pm's. pm- pm", 'pm')).toEqual([
      { token: "pm's", at: 0 },
      { token: 'pm', at: 6 },
      { token: 'pm', at: 10 },
    ])
  })

  it('cuts any text as the classes of Unicode do', () => {
    const letters = '(?:(?!\\p{Script=Han})[\\p{L}\\p{N}])+'
    const token = new RegExp(`${letters}(?:[.\\-_']${letters})*`, 'gu')
    const unit = fc.oneof(fc.constantFrom(...".-_'ab1é字，😀𠮷𝒳"), fc.string({ unit: 'binary', maxLength: 1 }))
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const every = Array.from(text.matchAll(token), ({ 0: found, index }) => ({ token: found, at: index }))
        const beginnings = new Set(every.map((one) => beginningOf(one.token)))
        expect(tokensBeginning(text, beginnings)).toEqual(every)
      }),
      { seed: 3, numRuns: 500 },
    )
  })
})
