import { describe, expect, it } from 'vitest'
import { shareOfPoints } from '../../src/evaluation/answer-points.ts'
import { locateQuote, sharesWords } from '../../src/evaluation/places.ts'
import { scoreQuestions, scoreRefusals } from '../../src/evaluation/question-scores.ts'
import { percentile, scoreRanking } from '../../src/evaluation/ranking.ts'

const outcome = { type: 't', lang: 'zh', isAnswerable: true, isRefused: false, rank: 1, coverage: null, points: null }

describe('scoreRanking', () => {
  it('gives a perfect order 1', () => {
    expect(
      scoreRanking(
        ['a', 'b'],
        new Map([
          ['a', 2],
          ['b', 1],
        ]),
      ).ndcg10,
    ).toBe(1)
  })

  it('discounts a relevant document by its rank', () => {
    const { ndcg10, mrr10, recall10 } = scoreRanking(['x', 'y', 'a'], new Map([['a', 1]]))
    expect(ndcg10).toBeCloseTo(0.5)
    expect(mrr10).toBeCloseTo(1 / 3)
    expect(recall10).toBe(1)
  })

  it('looks no deeper than ten for nDCG and a hundred for recall', () => {
    const ranked = [...Array.from({ length: 50 }, (_, at) => `x${at}`), 'a']
    expect(scoreRanking(ranked, new Map([['a', 1]]))).toEqual({ ndcg10: 0, recall10: 0, recall100: 1, mrr10: 0 })
  })
})

describe('places', () => {
  it('finds a quote whose line breaks differ', () => {
    expect(locateQuote('前文 监理合同\n签订后启动回款 后文', '监理合同签订后启动回款')).toEqual({ start: 3, end: 15 })
  })

  it('finds nothing where the words are others', () => {
    expect(locateQuote('监理合同', '采购合同签订后')).toBeUndefined()
  })

  it('accepts a passage that shares six tenths of the quote in one run', () => {
    expect(sharesWords('……监理合同签订后启……', '监理合同签订后启动回款')).toBe(true)
    expect(sharesWords('……监理合同……', '监理合同签订后启动回款')).toBe(false)
  })
})

describe('shareOfPoints', () => {
  it('counts a point whose words stand in the answer', () => {
    expect(shareOfPoints('先与监理明确回款流程，备齐资料[1]。', ['与监理明确回款流程', '直接找客户收款'])).toBe(0.5)
  })

  it('does not count a point whose number is another', () => {
    expect(shareOfPoints('口头变更 48 小时内补单', ['口头变更 24 小时内补单'])).toBe(0)
  })

  it('does not look behind the first 600 characters', () => {
    expect(shareOfPoints(`${'无'.repeat(600)}与监理明确回款流程`, ['与监理明确回款流程'])).toBe(0)
  })
})

describe('question scores', () => {
  it('counts hits over answerable questions only', () => {
    const outcomes = [
      outcome,
      { ...outcome, rank: 4 },
      { ...outcome, rank: null },
      { ...outcome, isAnswerable: false, rank: null },
    ]
    expect(scoreQuestions(outcomes)).toEqual({
      n: 3,
      hit1: 1 / 3,
      hit3: 1 / 3,
      hit5: 2 / 3,
      hit10: 2 / 3,
      coverage10: null,
    })
  })

  it('tells refusals that were right from those that were wrong', () => {
    const outcomes = [
      { ...outcome, isRefused: true },
      outcome,
      { ...outcome, isAnswerable: false, isRefused: true },
      { ...outcome, isAnswerable: false },
    ]
    expect(scoreRefusals(outcomes)).toEqual({ accuracy: 0.5, falseRefusals: 0.5 })
  })

  it('takes the 95th percentile from the sorted times', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3)
    expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5)
  })
})
