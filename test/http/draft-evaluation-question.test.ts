import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { REMOVED_PASSAGE } from '../../src/db/answer-scrub.ts'
import { draftEvaluationQuestion, isFinished, type Judged } from '../../src/http/draft-evaluation-question.ts'
import { makeAnswer, makePassage } from '../helpers/services.ts'

const place = { chunkId: 'c', versionId: 'v', span: { start: 0, end: 1 }, title: 't' }
const answered = makeAnswer({
  question: '移交清单怎么签？',
  sentences: [
    { text: '清单一式三份。[1]', citations: [1], support: 'supported' },
    { text: '由甲方盖章。[2]', citations: [2], support: 'unsupported' },
  ],
  citations: [
    { n: 1, documentId: 'guide', quote: '清单一式三份。', ...place },
    { n: 2, documentId: 'notes', quote: '甲方看过。', ...place },
  ],
})
const refused = makeAnswer({ status: 'refused', question: '海外质保多久？' })

const draft = (answer: Answer, judged?: Judged, corrections = {}) =>
  draftEvaluationQuestion(answer, judged, corrections)
const down = (reason: 'wrong_answer' | 'wrong_source' | 'incomplete' | 'outdated' | 'other' | null) => ({
  ...{ verdict: 'down' as const, reason },
})
const texts = (claims: readonly { text: string }[]) => claims.map(({ text }) => text)

describe('a question made of an answer', () => {
  it('takes over sources and supported sentences of an answer that nobody minded', () => {
    const made = draft(answered)
    expect(made).toMatchObject({ type: 'how_did_we', language: 'zh', isAnswerable: true, mustNot: [] })
    expect(made.evidence).toEqual([
      { documentId: 'guide', quote: '清单一式三份。' },
      { documentId: 'notes', quote: '甲方看过。' },
    ])
    expect(made.answerPoints).toEqual([{ text: '清单一式三份。', documentIds: ['guide'] }])
    expect(isFinished(made)).toBe(true)
  })

  it.each([
    [down('wrong_answer'), { evidence: 0, points: [], mustNot: ['由甲方盖章。'] }],
    [down('outdated'), { evidence: 0, points: [], mustNot: ['由甲方盖章。'] }],
    [down(null), { evidence: 0, points: [], mustNot: ['由甲方盖章。'] }],
    [down('wrong_source'), { evidence: 0, points: ['清单一式三份。'], mustNot: [] }],
    [down('incomplete'), { evidence: 2, points: ['清单一式三份。'], mustNot: [] }],
  ])('keeps of an answer that was voted down what the verdict %j leaves right', (judged, left) => {
    const { evidence, answerPoints, mustNot, ...made } = draft(answered, judged)
    expect({ evidence: evidence.length, points: texts(answerPoints), mustNot: texts(mustNot) }).toEqual(left)
    expect(isFinished({ ...made, evidence })).toBe(left.evidence > 0)
  })

  it('calls a sentence wrong only where it is sure which one', () => {
    const supported = answered.sentences.map((one) => ({ ...one, support: 'supported' as const }))
    expect(draft({ ...answered, sentences: supported }, down('wrong_answer')).mustNot).toEqual([])
    expect(texts(draft({ ...answered, sentences: supported.slice(0, 1) }, down('wrong_answer')).mustNot)).toEqual([
      '清单一式三份。',
    ])
  })

  it('makes a question without an answer of a refusal, unless that was voted down', () => {
    expect(draft(refused)).toMatchObject({ type: 'unanswerable', isAnswerable: false, evidence: [], answerPoints: [] })
    const minded = draft(refused, down('wrong_answer'))
    expect(minded).toMatchObject({ isAnswerable: true, type: 'number_date', evidence: [] })
    expect(isFinished(minded)).toBe(false)
  })

  it('takes every sentence for wrong where the reader says that there is no answer', () => {
    const made = draft(answered, down('wrong_answer'), { isAnswerable: false })
    expect(made).toMatchObject({ type: 'unanswerable', isAnswerable: false, evidence: [], answerPoints: [] })
    expect(texts(made.mustNot)).toEqual(['清单一式三份。', '由甲方盖章。'])
    expect(isFinished(made)).toBe(true)
  })

  it('lets the reader have the last word', () => {
    const corrections = {
      ...{ type: 'pitfall' as const, answerPoints: ['要甲方代表签'], mustNot: ['甲方看过'] },
      evidence: [{ documentId: 'notes', quote: '甲方代表签字' }],
    }
    const made = draft(refused, undefined, corrections)
    expect(made).toMatchObject({ type: 'pitfall', isAnswerable: true, evidence: corrections.evidence })
    expect(texts(made.answerPoints)).toEqual(['要甲方代表签'])
  })

  it('knows which documents the words of a claim may come from', () => {
    const nearest = [makePassage({ documentId: 'shown', text: '会上说要甲方代表签，当天交。' })]
    const corrections = { answerPoints: ['要甲方代表签', '自己写的一句'], mustNot: ['一式三份'] }
    const { answerPoints, mustNot } = draft({ ...answered, nearest }, undefined, corrections)
    expect(answerPoints.map(({ documentIds }) => documentIds)).toEqual([['shown'], []])
    expect(mustNot).toEqual([{ text: '一式三份', documentIds: ['guide'] }])
  })

  it.each([
    ['找谁要现场通行证', 'who_contact'],
    ['现场负责人的手机号', 'who_contact'],
    ['who signs the list', 'who_contact'],
    ['质保期几个月', 'number_date'],
    ['怎么做移交', 'how_did_we'],
  ])('guesses that %s is a %s question', (question, type) => {
    expect(draft({ ...answered, question }).type).toBe(type)
  })

  it('asks the full question of a follow-up, and leaves out what removed documents said', () => {
    const citations = answered.citations.map((one) => ({ ...one, quote: '' }))
    const sentences = answered.sentences.map((one) => ({ ...one, text: REMOVED_PASSAGE }))
    const made = draft({ ...answered, asked: '港口项目的移交清单怎么签？', citations, sentences })
    expect(made).toMatchObject({ question: '港口项目的移交清单怎么签？', evidence: [], answerPoints: [], mustNot: [] })
  })

  it('quotes one line, of a length that can be looked for', () => {
    const quote = `标题\n${'长'.repeat(119)}😀尾巴`
    const [, second] = answered.citations
    const citations = [{ n: 1, documentId: 'guide', quote, ...place }, ...(second ? [second] : [])]
    expect(draft({ ...answered, citations }).evidence[0]?.quote).toBe('长'.repeat(119))
  })
})
