import { describe, expect, it } from 'vitest'
import {
  beginDraft,
  offerQuotes,
  offerSentences,
  toEvaluationRequest,
} from '../../web/pages/evaluation/question-draft.ts'
import { readGapSearch, stateWithOwner } from '../../web/pages/gaps/gap-search.ts'
import { makeAnswer } from '../helpers/services.ts'

const sentence = (text: string, support: 'supported' | 'unsupported' = 'supported') => ({
  text,
  citations: [1],
  support,
})
const citation = (documentId: string, quote: string) => ({
  ...{ n: 1, chunkId: 'c', documentId, versionId: 'v', title: '变更管理' },
  ...{ quote, span: { start: 0, end: quote.length } },
})
const answer = (fields: Parameters<typeof makeAnswer>[0]) => ({
  ...makeAnswer({ question: '口头变更多久内要补变更单？', ...fields }),
  nearest: [],
})

describe('a question with a known answer, made of an answer', () => {
  it('offers the line of a source that has most of the question, once', () => {
    const quote = '项目开工会的安排见附件。口头变更必须在 24 小时内补变更单。\n其他事项另行通知。'
    const offered = offerQuotes(answer({ citations: [citation('d', quote), citation('d', quote)] }))
    expect(offered.map(({ documentId, quote }) => [documentId, quote])).toEqual([
      ['d', '口头变更必须在 24 小时内补变更单。'],
    ])
  })

  it('takes the unsupported sentences for wrong, without their marks', () => {
    const given = answer({ sentences: [sentence('时限 24 小时。[1]'), sentence('罚款三万元。[2]', 'unsupported')] })
    expect(offerSentences(given)).toEqual(['时限 24 小时。', '罚款三万元。'])
    expect(beginDraft(given).wrong).toEqual(['罚款三万元。'])
  })

  it('takes the only sentence for wrong, and of several supported ones none', () => {
    expect(beginDraft(answer({ sentences: [sentence('时限 48 小时。')] })).wrong).toEqual(['时限 48 小时。'])
    expect(beginDraft(answer({ sentences: [sentence('甲。'), sentence('乙。')] })).wrong).toEqual([])
  })

  it('sends what is chosen, and no evidence for a question that has no answer', () => {
    const offered = [{ key: 'k', documentId: 'd', title: '变更管理', quote: '24 小时' }]
    const draft = { isAnswerable: true, evidence: ['k', 'gone'], points: ' 24 小时 \n\n签字', wrong: ['罚款。'] }
    expect(toEvaluationRequest(draft, offered)).toEqual({
      answerable: true,
      evidence: [{ documentId: 'd', quote: '24 小时' }],
      answer_points: ['24 小时', '签字'],
      must_not: ['罚款。'],
    })
    expect(toEvaluationRequest({ ...draft, isAnswerable: false }, offered)).toEqual({
      answerable: false,
      must_not: ['罚款。'],
    })
  })
})

describe('a knowledge gap', () => {
  it('is assigned with an owner and open without, unless it is settled', () => {
    expect(stateWithOwner('open', '尤佳慧')).toBe('assigned')
    expect(stateWithOwner('assigned', '')).toBe('open')
    expect(stateWithOwner('answered', '')).toBe('answered')
    expect(stateWithOwner('dismissed', '尤佳慧')).toBe('dismissed')
  })

  it('is read from an address, which may say anything', () => {
    expect(readGapSearch({ show: 'open', gap: 'g1' })).toEqual({ show: 'open', gap: 'g1' })
    expect(readGapSearch({ show: 'lost', gap: 7 })).toEqual({})
  })
})
