import { describe, expect, it } from 'vitest'
import { builtInThesaurus } from '../../src/language/built-in-thesaurus.ts'
import {
  conceptTermId,
  extractQuantities,
  extractTerms,
  sparseVector,
  sparseVectorVersion,
  termId,
} from '../../src/language/terms.ts'

const texts = (text: string, kind: 'word' | 'pair' | 'character') =>
  extractTerms(text)
    .filter((term) => term.kind === kind)
    .map((term) => term.text)

describe('extractTerms', () => {
  it('finds the two-character words that people search by', () => {
    expect(texts('回款前先做标前评审', 'word')).toEqual(expect.arrayContaining(['回款', '评审']))
  })

  it('gives the words inside a long word as well', () => {
    expect(texts('解决方案中心', 'word')).toEqual(expect.arrayContaining(['解决', '方案', '解决方案']))
  })

  it('gives every pair of neighbouring characters, so that a word no segmenter knows is found', () => {
    expect(texts('舟桥网关', 'pair')).toEqual(['舟桥', '桥网', '网关'])
  })

  it('keeps Chinese and Latin apart where they touch', () => {
    expect(texts('2025年用AIGC写方案', 'word')).toEqual(expect.arrayContaining(['2025', 'aigc', '方案']))
  })

  it('makes full width and half width, and both cases, one', () => {
    expect(texts('ＡＩＧＣ ８８．４％', 'word')).toEqual(texts('aigc 88.4%', 'word'))
  })

  it('reads a Kangxi radical as the character it looks like', () => {
    expect(texts('⽅案', 'pair')).toEqual(['方案'])
  })

  it('counts a hyphenated name whole and by its parts', () => {
    expect(texts('BGE-M3', 'word')).toEqual(['bge-m3', 'bge', 'm3'])
  })

  it('folds English inflections', () => {
    expect(texts('delivering deliveries', 'word')[0]).toBe(texts('deliver', 'word')[0])
  })

  it('finds nothing in punctuation', () => {
    expect(extractTerms('，。—— …（）')).toEqual([])
  })
})

describe('extractQuantities', () => {
  it.each(['3个月', '3 months', '三個月', '３个月', 'three months'])('gives %s the value of 三个月', (text) => {
    const values = new Set(extractQuantities(text).map((term) => term.text))
    expect(extractQuantities('三个月').some((term) => values.has(term.text))).toBe(true)
  })

  it('gives another amount, and another unit, another value', () => {
    const values = new Set(extractQuantities('4个月，3天').map((term) => term.text))
    expect(extractQuantities('三个月').some((term) => values.has(term.text))).toBe(false)
  })
})

describe('termId', () => {
  it('is the same on every machine and in every version: indexes on disk depend on it', () => {
    expect(termId({ kind: 'word', text: '回款' })).toBe(265325706)
    expect(termId({ kind: 'pair', text: '回款' })).toBe(1546424734)
    expect(conceptTermId('回款')).toBe(228438202)
  })

  it('differs by kind: a word, a pair and a concept of one name are three terms', () => {
    const ids = [termId({ kind: 'word', text: '回款' }), termId({ kind: 'pair', text: '回款' }), conceptTermId('回款')]
    expect(new Set(ids).size).toBe(3)
  })

  it('differs for all concepts that come with the program', () => {
    const { concepts } = builtInThesaurus()
    expect(new Set(concepts.map(({ id }) => conceptTermId(id))).size).toBe(concepts.length)
  })
})

describe('sparseVector', () => {
  it('counts each term once, with how often it stands in the text', () => {
    const { ids, counts } = sparseVector('验收 验收 验收')
    expect(new Set(ids).size).toBe(ids.length)
    expect(counts[ids.indexOf(termId({ kind: 'word', text: '验收' }))]).toBe(3)
  })

  it('stops counting at 255', () => {
    const { ids, counts } = sparseVector('款'.repeat(400))
    expect(counts[ids.indexOf(termId({ kind: 'character', text: '款' }))]).toBe(255)
  })

  it('holds the concepts that a text mentions, whichever of their words it has', () => {
    const idsOf = (text: string) => new Set(sparseVector(text).ids)
    const concepts = builtInThesaurus().concepts.filter(({ chinese }) => chinese.includes('磨蹭'))
    expect(concepts.length).toBeGreaterThan(0)
    for (const { id, chinese } of concepts) {
      for (const word of chinese) expect([word, idsOf(`，${word}，`).has(conceptTermId(id))]).toEqual([word, true])
      expect(idsOf('割接窗口只有每周三').has(conceptTermId(id))).toBe(false)
    }
  })

  it('holds values, so that one written in words and one in digits meet', () => {
    const [inWords, inDigits] = [sparseVector('质保三个月'), sparseVector('3 months')]
    expect([...inWords.ids].filter((id) => inDigits.ids.includes(id))).not.toEqual([])
  })

  it('has a version that names the concepts it was made with', () => {
    expect(sparseVectorVersion()).toMatch(/^\d+-[0-9a-f]{8}$/)
  })
})
