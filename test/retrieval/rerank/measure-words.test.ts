import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyseQuery } from '../../../src/retrieval/analyse.ts'
import { measureWords, totalWorth, type WeighedLiterals } from '../../../src/retrieval/rerank/measure-words.ts'
import { occurrenceFinder } from '../../../src/retrieval/rerank/occurrences.ts'
import { PLAIN_UNDERSTANDING } from '../../helpers/question-terms.ts'
import { storedPassage } from '../passages.ts'

function weigh(query: string, meanLength = 20): WeighedLiterals {
  const { literals } = analyseQuery(query, PLAIN_UNDERSTANDING)
  return { literals, worth: literals.map(({ weight }) => weight), meanLength }
}
const measure = (query: string, text: string, fields = {}) => {
  const asked = weigh(query)
  return measureWords(occurrenceFinder(asked.literals)(storedPassage('a', text, fields)), asked)
}

describe('measureWords', () => {
  it('covers all that a question is worth where all of it stands in the passage, and nothing where nothing does', () => {
    const { cover } = measure('验收 回款', '验收以后回款')
    expect(cover).toBeCloseTo(totalWorth(weigh('验收 回款')))
    expect(measure('验收 回款', '割接窗口')).toEqual({ words: 0, window: 0, cover: 0, spelt: 0 })
  })

  it('counts a repeat for less than the first time', () => {
    const [once, twice, thrice] = ['回款甲乙丙丁', '回款回款丙丁', '回款回款回款'].map(
      (text) => measure('回款', text).words,
    )
    expect(twice).toBeGreaterThan(once ?? 0)
    expect((thrice ?? 0) - (twice ?? 0)).toBeLessThan(0.8 * ((twice ?? 0) - (once ?? 0)))
  })

  it('holds length against a passage', () => {
    expect(measure('回款', '回款').words).toBeGreaterThan(measure('回款', `回款${'其余'.repeat(40)}`).words)
  })

  it('counts words close together in the window, words far apart only in the cover', () => {
    const near = measure('验收 回款', '验收以后回款。其余照旧。另行通知。')
    const far = measure('验收 回款', '验收在周三。其余照旧。以后才回款。')
    expect(near.window).toBeGreaterThan(far.window)
    expect(near.cover).toBe(far.cover)
  })

  it('finds words of title, headings and speaker, but in no window', () => {
    const { cover, window } = measure('回款 石敬轩', '先开票', { headings: ['回款'], speaker: '石敬轩' })
    expect(cover).toBeGreaterThan(0)
    expect(window).toBe(0)
  })
})

describe('occurrenceFinder', () => {
  const placesOf = (query: string, text: string) => {
    const { literals } = analyseQuery(query, PLAIN_UNDERSTANDING)
    const { text: shown, places } = occurrenceFinder(literals)(storedPassage('a', text))
    return { shown, byText: new Map(literals.map((literal, at) => [`${literal.kind} ${literal.text}`, places[at]])) }
  }

  it('finds English words by their stems and as whole words alone', () => {
    const { shown, byText } = placesOf('delivery of pm', 'Deliveries are late; development goes on, PM signs')
    expect(byText.get('word deliveri')).toEqual([shown.indexOf('deliveries')])
    expect(byText.get('word pm')).toEqual([shown.indexOf('pm signs')])
  })

  it.each([
    ['三个月', '质保期是 3 months'],
    ['three months', '质保期为3个月'],
    ['3 months', '质保三个月以后移交'],
  ])('finds the quantity of %s in %s', (query, text) => {
    const { byText } = placesOf(query, text)
    const quantities = [...byText].filter(([key]) => key.startsWith('quantity'))
    expect(quantities.some(([, places]) => (places ?? []).length > 0)).toBe(true)
  })

  it('does not take another amount for the one that is asked', () => {
    const { byText } = placesOf('三个月', '质保期为4个月')
    expect([...byText].filter(([key, places]) => key.startsWith('quantity') && (places ?? []).length > 0)).toEqual([])
  })

  it('gives places that lie in the text that it gives', () => {
    const { shown, byText } = placesOf('验收 回款', '驗收之後回款，再驗收')
    const places = byText.get('word 验收') ?? []
    expect(places).toHaveLength(2)
    for (const at of places) expect(shown.slice(at, at + 2)).toBe('验收')
  })
  it('finds every Chinese word wherever it stands, each place once', () => {
    const { literals } = analyseQuery('验收回款款单', PLAIN_UNDERSTANDING)
    const find = occurrenceFinder(literals)
    const placesIn = (text: string, word: string) => {
      const places: number[] = []
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) places.push(at)
      return places
    }
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'验收回款款款单，') }), (any) => {
        const { text, places } = find(storedPassage('a', any))
        expect(places).toEqual(literals.map((literal) => placesIn(text, literal.text)))
      }),
      { seed: 11 },
    )
  })
})
