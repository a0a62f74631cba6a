import { describe, expect, it } from 'vitest'
import type { Answer, AnswerRecord, Citation } from '../../../src/answering/answer.ts'
import { diffAnswers, documentsOfAnswers } from '../../../src/answering/replay/diff-answers.ts'
import { toReplayRequest } from '../../../src/answering/replay/replay-request.ts'
import { makeAnswer, makePassage } from '../../helpers/services.ts'

function says(...texts: string[]): Partial<Answer> {
  return { sentences: texts.map((text) => ({ text, citations: [], support: 'supported' })) }
}

function cites(documentId: string, quote: string, fields: Partial<Citation> = {}): Citation {
  const place = { chunkId: `${documentId}-1`, versionId: 'v1', span: { start: 0, end: quote.length } }
  return { n: 1, documentId, title: documentId, quote, ...place, ...fields }
}

const record = (fields: Partial<AnswerRecord> = {}): AnswerRecord => ({
  settings: { engine: 'embedded', embedder: 'built-in', passages: 10 },
  passages: [],
  filters: {},
  depth: 'quick',
  ...fields,
})

const diff = (before: Partial<Answer>, after: Partial<Answer>) => diffAnswers(makeAnswer(before), makeAnswer(after), [])

describe('the difference between two answers', () => {
  it('names both snapshots and both outcomes', () => {
    const { snapshots, status } = diff({ snapshot: 's1', status: 'refused' }, { snapshot: 's9', status: 'answered' })
    expect({ snapshots, status }).toEqual({
      snapshots: { before: 's1', after: 's9' },
      status: { before: 'refused', after: 'answered' },
    })
  })

  it('shows sentences in the order of the later answer, what is gone at its old place, marks and space aside', () => {
    const { sentences } = diff(
      says('先签字。[1]', '再移交。[2]', '最后付款。'),
      says('先 签字。[3]', '要三份。', '最后付款。[1]'),
    )
    expect(sentences).toEqual([
      { text: '先 签字。', state: 'kept' },
      { text: '再移交。', state: 'gone' },
      { text: '要三份。', state: 'new' },
      { text: '最后付款。', state: 'kept' },
    ])
  })

  it('keeps sentences that only changed places, and counts repeats', () => {
    const states = diff(says('一', '二', '二'), says('二', '一')).sentences.map(({ text, state }) => text + state)
    expect(states.sort()).toEqual(['一kept', '二gone', '二kept'])
  })

  it('takes a quote for the same where its document was read anew, and for another in another document', () => {
    const before = { citations: [cites('guide', '一式三份'), cites('old', '一式两份')] }
    const after = {
      citations: [cites('guide', '一式 三份', { chunkId: 'c-9', versionId: 'v2' }), cites('new', '一式两份')],
    }
    expect(diff(before, after).citations).toEqual([
      { title: 'guide', quote: '一式 三份', state: 'kept' },
      { title: 'old', quote: '一式两份', state: 'gone' },
      { title: 'new', quote: '一式两份', state: 'new' },
    ])
  })

  it('follows passages by chunk, or by their words where the document was read anew', () => {
    const passage = (chunkId: string, text: string) => makePassage({ chunkId, text, title: text })
    const before = { nearest: [passage('c1', '甲'), passage('c2', '乙'), passage('c3', '丙')] }
    const after = { nearest: [passage('c1', '甲'), passage('c9', '丁'), passage('c8', '乙')] }
    expect(diff(before, after).passages).toEqual([
      { title: '甲', chunkId: 'c1', state: 'kept', before: 1, after: 1 },
      { title: '丁', chunkId: 'c9', state: 'new', after: 2 },
      { title: '乙', chunkId: 'c8', state: 'moved', before: 2, after: 3 },
      { title: '丙', chunkId: 'c3', state: 'gone', before: 3 },
    ])
  })

  it('names passages that only the record has by the titles of today', () => {
    const one = { chunkId: 'c5', documentId: 'd5', versionId: 'v', span: { start: 0, end: 1 } }
    const before = makeAnswer({
      nearest: [makePassage()],
      record: record({ passages: [{ ...one, ...makePassage() }, one] }),
    })
    const documents = [{ documentId: 'd5', title: '移交指南', change: 'unchanged' as const }]
    const { passages } = diffAnswers(before, makeAnswer({ nearest: [makePassage()] }), documents)
    expect(passages).toMatchObject([
      { chunkId: 'chunk-1', state: 'kept' },
      { chunkId: 'c5', title: '移交指南', state: 'gone', before: 2 },
    ])
    expect(documentsOfAnswers(before, makeAnswer({ citations: [cites('d7', '')] }))).toEqual(['document-1', 'd5', 'd7'])
  })

  it('shows only the settings that differ, and copes with an answer that recorded none', () => {
    const settings = { engine: 'qdrant', embedder: 'built-in', passages: 10 }
    const before = { record: record(), degraded: ['chat'] }
    const after = { record: record({ settings, model: 'm-1' }), mode: 'generated' as const }
    expect(diff(before, after).settings).toEqual([
      { name: 'engine', before: 'embedded', after: 'qdrant' },
      { name: 'model', after: 'm-1' },
      { name: 'mode', before: 'extractive', after: 'generated' },
      { name: 'degraded', before: 'chat' },
    ])
    expect(diff({}, { record: record() }).settings.map(({ name }) => name)).toEqual([
      ...['engine', 'embedder', 'passages', 'depth'],
    ])
  })

  it('is empty between an answer and itself', () => {
    const answer = {
      ...says('先签字。'),
      citations: [cites('guide', '签字')],
      nearest: [makePassage()],
      record: record(),
    }
    const { sentences, citations, passages, settings } = diff(answer, answer)
    expect([...sentences, ...citations, ...passages].every(({ state }) => state === 'kept')).toBe(true)
    expect(settings).toEqual([])
  })
})

describe('a replay', () => {
  it('asks the full question with the filters and the depth of then, in no conversation', () => {
    const filters = { spaces: ['team'], since: '2025-01-01' }
    const answer = makeAnswer({
      id: 'a-1',
      question: '那验收呢',
      asked: '港口项目的验收呢',
      record: record({ filters, depth: 'deep' }),
    })
    expect(toReplayRequest(answer)).toEqual({ question: '港口项目的验收呢', filters, depth: 'deep', replayOf: 'a-1' })
  })

  it('asks an answer from before there were records without filters', () => {
    expect(toReplayRequest(makeAnswer({ id: 'a-1', question: 'who?' }))).toEqual({
      ...{ question: 'who?', filters: {}, replayOf: 'a-1' },
    })
  })
})
