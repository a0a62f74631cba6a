import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findTerms } from '../../web/pages/search/find-terms.ts'
import { keepRelevant } from '../../web/pages/search/group-hits.ts'
import { sayWhy } from '../../web/pages/search/say-why.ts'
import { splitScore, toPercents } from '../../web/pages/search/score-parts.ts'

const marked = (text: string, others: string[]) =>
  findTerms(text, [], others).map(({ start, end }) => text.slice(start, end))

const positive = fc.double({ min: 0.001, max: 100, noNaN: true })

describe('the score of a hit', () => {
  it('is taken apart into shares that add up to all of it', () => {
    const parts = { words: 6, concepts: 3, nearby: 1, kind: 0 }
    const shares = { relevance: 0.02, dense: 0.01, model: 0.01 }
    const split = splitScore({ rerank: 10, parts, shares })
    expect(split.map(({ part, share }) => [part, Number(share.toFixed(3))])).toEqual([
      ['words', 0.3],
      ['concepts', 0.15],
      ['nearby', 0.05],
      ['dense', 0.25],
      ['model', 0.25],
    ])
  })

  it('adds up whatever it is made of', () => {
    fc.assert(
      fc.property(positive, positive, positive, positive, positive, (words, concepts, nearby, relevance, dense) => {
        const parts = { words, concepts, nearby, kind: 0 }
        const split = splitScore({ rerank: words + concepts + nearby, parts, shares: { relevance, dense } })
        expect(split.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
        expect(toPercents(split.map(({ share }) => share)).reduce((sum, percent) => sum + percent, 0)).toBe(100)
      }),
    )
  })

  it('is words alone where a hit came too far down to be judged', () => {
    expect(splitScore({ shares: { relevance: 0.01 } })).toEqual([{ part: 'words', share: 1 }])
  })

  it('has no parts where nothing is known of it', () => {
    expect(splitScore({})).toEqual([])
    expect(toPercents([])).toEqual([])
  })

  it('is shown in whole percents, those that lose most rounded up', () => {
    expect(toPercents([1 / 3, 1 / 3, 1 / 3])).toEqual([34, 33, 33])
    expect(toPercents([0.996, 0.004])).toEqual([100, 0])
  })
})

describe('other words for what was asked', () => {
  it('are marked as they stand, over the end of a line too', () => {
    expect(marked('工期延迟了，又延\n迟一周', ['延迟'])).toEqual(['延迟', '延\n迟'])
  })

  it('are marked in any plain inflection, phrases word by word', () => {
    expect(marked('It was signed off; sign-off; signing off late. Design offer.', ['sign off'])).toEqual([
      'signed off',
      'sign-off',
      'signing off',
    ])
    expect(marked('Policies and a policy', ['policy'])).toEqual(['Policies', 'policy'])
  })

  it('keep letters and characters of one word together, and signs for what they are', () => {
    expect(marked('两块 GPU 卡与ＧＰＵ卡，C++', ['gpu卡', 'c++ 语言', '.*'])).toEqual(['GPU 卡', 'ＧＰＵ卡'])
  })

  it('keep a hit in the list, which is not weak then', () => {
    const hit = { why: { terms: [], concepts: [{ asked: '磨蹭', found: '延误' }] } }
    expect(keepRelevant([hit])).toEqual({ hits: [hit], isWeak: false })
  })
})

describe('the reasons of a hit', () => {
  const hit = { title: '复盘', headings: ['验收'], text: '割接延误，验收前客户换了领导。The teams were delivering.' }
  const wordsOf = (terms: string[]) => sayWhy({ ...hit, why: { terms } }).words

  it('are words of the question, without small ones and pairs that cut them', () => {
    expect(wordsOf(['割接', '什么', '为什么', '接为', '为什'])).toEqual(['割接'])
    expect(wordsOf(['验收', '客户', '领导', '收前', '户换'])).toEqual(['验收', '客户', '领导'])
    expect(wordsOf(['验收', '收款'])).toEqual(['验收', '收款'])
  })

  it('are English words as the text has them, not their stems', () => {
    expect(wordsOf(['deliv', 'the', 'deliver'])).toContain('delivering')
  })

  it('are still words where the text has them in other characters', () => {
    expect(wordsOf(['驻场'])).toEqual(['驻场'])
  })

  it('are other words, nearness, neighbours, kind and model where they gave something', () => {
    const why = {
      dense: { rank: 4, score: 0.5 },
      model: { rank: 2, score: 0.9 },
      rerank: 10,
      parts: { words: 5, concepts: 2, nearby: 2, kind: 1 },
      shares: { relevance: 1 },
      terms: [],
      concepts: [
        { asked: '磨蹭', found: '延误' },
        { asked: '延误', found: '延误' },
      ],
    }
    expect(sayWhy({ ...hit, why })).toEqual({
      words: [],
      others: [{ asked: '磨蹭', found: '延误' }],
      isNear: true,
      hasNeighbours: true,
      isOfKind: true,
      modelRank: 2,
    })
    const plain = { ...why, dense: { rank: 60, score: 0.1 }, parts: { words: 9.8, concepts: 0, nearby: 0.2, kind: 0 } }
    expect(sayWhy({ ...hit, why: plain })).toMatchObject({ isNear: false, hasNeighbours: false, isOfKind: false })
  })
})
