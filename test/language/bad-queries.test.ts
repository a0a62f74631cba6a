import { describe, expect, it } from 'vitest'
import { questionIntent } from '../../src/language/intent.ts'
import { normaliseForMatch } from '../../src/language/normalise.ts'
import { findQuantities } from '../../src/language/quantities.ts'
import {
  asksBesidesValue,
  asksForList,
  contentTerms,
  questionLanguage,
  wantedValue,
} from '../../src/language/questions.ts'
import { extractTerms } from '../../src/language/terms.ts'

const LONGEST = 20_000
const TIME_LIMIT_MS = 2000

const understand = (query: string) => ({
  normal: normaliseForMatch(query),
  terms: extractTerms(query),
  content: contentTerms(query),
  language: questionLanguage(query),
  value: wantedValue(query),
  isList: asksForList(query),
  hasMore: asksBesidesValue(query),
  quantities: findQuantities(query),
  intent: questionIntent(query),
})

describe('understanding a query', () => {
  it.each(['', ' ', '?', '。', '，。！？……——', '()[]{}"\'`~^*+-/\\', '\u200b\u200d\ufeff', '\n\t\u3000'])(
    'finds nothing to look for in %j',
    (query) => {
      const { terms, content, quantities, intent } = understand(query)
      expect(terms).toEqual([])
      expect(content).toEqual({ words: [], pairs: [] })
      expect(quantities).toEqual([])
      expect(intent).toEqual({ asks: 'what', also: [], isAboutPast: false, wantsKinds: [] })
    },
  )

  it.each(['款', 'a', '7', '🎉', '验', '\ud83d', '𠮷'])('takes the single character %j', (query) => {
    expect(understand(query).quantities).toEqual([])
    expect(understand(query).intent.asks).toBe('what')
  })

  it('reads words past characters without width and signs of search languages', () => {
    expect(understand('验\u200b收').terms).toEqual(understand('验收').terms)
    expect(understand('"验收" AND (回款 OR NEAR(付款, 3)) -延期*').content.words).toEqual(
      expect.arrayContaining(['验收', '回款', '付款', '延期']),
    )
    expect(understand('^(验收|回款)+$ .*? [a-z]{2,} \\d').content.words).toEqual(
      expect.arrayContaining(['验收', '回款']),
    )
  })

  it.each([
    '验收',
    '款',
    'a',
    'ab ',
    '1',
    '3个月',
    '?',
    '🎉',
    '\u200b',
    'a.b-',
    '(',
    '"',
    "a'",
    '哪',
    '一百',
    '驗',
    'AND ',
  ])('takes 20,000 characters of %j in a time that grows with the length only', (piece) => {
    const started = performance.now()
    understand(piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST))
    expect(performance.now() - started).toBeLessThan(TIME_LIMIT_MS)
  })
})
