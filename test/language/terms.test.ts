import { describe, expect, it } from 'vitest'
import { extractTerms, sparseVector, termId } from '../../src/language/terms.ts'

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

describe('termId', () => {
  it('is the same on every machine and in every version: indexes on disk depend on it', () => {
    expect(termId({ kind: 'word', text: '回款' })).toBe(265325706)
    expect(termId({ kind: 'pair', text: '回款' })).toBe(1546424734)
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
})
