import { describe, expect, it } from 'vitest'
import { REMOVED_PASSAGE, withoutDocument } from '../../src/db/answer-scrub.ts'
import { findAnswer, saveAnswer } from '../../src/db/answers.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { addDocument, openLibrary } from '../helpers/library.ts'

const SECRET = '割接窗口是周三凌晨两点'
const OTHER = '回退预案要提前演练'

function answerFrom(first: string, second: string, mode: 'extractive' | 'generated' = 'extractive') {
  return {
    mode,
    text: `${SECRET}。[1]\n\n${OTHER}。[2]`,
    sentences: [
      { text: `${SECRET}。`, citations: [1] },
      { text: `${OTHER}。`, citations: [2] },
    ],
    citations: [
      { n: 1, documentId: first, quote: `${SECRET}。`, title: '割接方案' },
      { n: 2, documentId: second, quote: `${OTHER}。`, title: '复盘' },
    ],
    nearest: [
      { documentId: first, title: '割接方案', text: SECRET },
      { documentId: second, title: '复盘', text: OTHER },
    ],
    conflicts: [{ about: SECRET, citations: [1, 2] }],
  }
}

describe('an answer whose source is removed', () => {
  it('loses every word of that source and keeps the others', () => {
    const scrubbed = withoutDocument(answerFrom('a', 'b'), 'a')
    expect(JSON.stringify(scrubbed)).not.toContain('割接')
    expect(scrubbed.text).toBe(`${REMOVED_PASSAGE}[1]\n\n${OTHER}。[2]`)
    expect(scrubbed.citations.map(({ n, quote }) => [n, quote])).toEqual([
      [1, ''],
      [2, `${OTHER}。`],
    ])
    expect(scrubbed.conflicts).toEqual([])
  })

  it('keeps a generated sentence that another source still supports', () => {
    const answer = answerFrom('a', 'b', 'generated')
    const both = {
      ...answer,
      sentences: [{ text: '两份资料都要求演练。', citations: [1, 2] }],
      text: '两份资料都要求演练。[1][2]',
    }
    expect(withoutDocument(both, 'a').sentences[0]?.text).toBe('两份资料都要求演练。')
    expect(withoutDocument(withoutDocument(both, 'a'), 'b').sentences[0]?.text).toBe(REMOVED_PASSAGE)
  })

  it('is put together anew where a sentence does not stand in the text to the letter', () => {
    const answer = {
      ...answerFrom('a', 'b'),
      text: `**${SECRET.slice(0, 4)}**${SECRET.slice(4)}。[1]\n\n${OTHER}。[2]`,
    }
    expect(withoutDocument(answer, 'a').text).toBe(`${REMOVED_PASSAGE}[1]\n\n${OTHER}。[2]`)
  })

  it('loses what its steps, its stale marks, its notes and its names told of that source', () => {
    const found = (documentId: string, title: string) => ({ documentId, title, chunkId: 'c' })
    const answer = {
      ...answerFrom('b', 'b', 'generated'),
      asked: '割接方案里的窗口是几点？',
      text: `可以问李四、王五。参见《割接方案》与《割接方案二》。`,
      sentences: [{ text: '两份资料都提到窗口。', citations: [1, 2], notes: [SECRET] }],
      citations: [
        { n: 1, documentId: 'a', quote: SECRET, title: '割接方案' },
        { n: 2, documentId: 'b', quote: OTHER, title: '复盘' },
      ],
      nearest: [],
      stale: [
        { citation: 1, newer: { documentId: 'c', title: '新版', date: '2026-01-01' } },
        { citation: 2, newer: { documentId: 'a', title: '割接方案二', date: '2026-01-01' } },
        { citation: 2, newer: { documentId: 'c', title: '新版', date: '2026-01-01' } },
      ],
      steps: [
        { n: 1, kind: 'search', about: '窗口', found: [found('b', '复盘')] },
        { n: 2, kind: 'read', about: '割接方案', found: [found('a', '割接方案')] },
        { n: 3, kind: 'conclude', about: `${SECRET}，够了`, found: [] },
      ],
      mightKnow: [
        { name: '李四', ...found('a', '割接方案') },
        { name: '王五', ...found('a', '割接方案') },
        { name: '王五', ...found('b', '复盘') },
      ],
    }
    const scrubbed = withoutDocument(answer, 'a')
    expect(JSON.stringify(scrubbed)).not.toMatch(/割接|李四|两点/)
    expect(scrubbed.text).toBe(`可以问${REMOVED_PASSAGE}、王五。参见《${REMOVED_PASSAGE}》与《${REMOVED_PASSAGE}》。`)
    expect(scrubbed.sentences).toEqual([{ text: '两份资料都提到窗口。', citations: [1, 2] }])
    expect(scrubbed.stale.map(({ citation, newer }) => [citation, newer.documentId])).toEqual([[2, 'c']])
    expect(scrubbed.steps.map(({ about }) => about)).toEqual(['窗口', REMOVED_PASSAGE, REMOVED_PASSAGE])
    expect(scrubbed.mightKnow).toMatchObject([{ name: '王五', documentId: 'b' }])
  })

  it('is found by what only its steps and its names show', async () => {
    const db = openLibrary()
    const { documentId } = await addDocument(db, { path: 'a.md', paragraphs: [SECRET] })
    const shown = { documentId, title: '割接方案', chunkId: 'c' }
    const bare = { text: '资料中没有。', sentences: [], citations: [], nearest: [] }
    const bodies = {
      x: { ...bare, steps: [{ about: '割接方案', found: [shown] }] },
      y: { ...bare, mightKnow: [{ name: '李四', ...shown }] },
      z: { ...bare, stale: [{ citation: 1, newer: { ...shown, date: '' } }] },
    }
    const row = { conversationId: null, question: '窗口？', snapshot: 's1', createdAt: '2026-01-01T00:00:00Z' }
    for (const [id, body] of Object.entries(bodies)) saveAnswer(db, { ...row, id, body: JSON.stringify(body) })
    removeDocuments(db, [documentId])
    for (const id of Object.keys(bodies)) expect(findAnswer(db, id)?.body).not.toMatch(/割接方案|李四/)
  })

  it('is found in the library by the documents that it quotes or shows', async () => {
    const db = openLibrary()
    const first = await addDocument(db, { path: 'a.md', paragraphs: [SECRET] })
    const second = await addDocument(db, { path: 'b.md', paragraphs: [OTHER] })
    const body = JSON.stringify(answerFrom(first.documentId, second.documentId))
    const row = {
      id: 'x',
      conversationId: null,
      question: '窗口？',
      snapshot: 's1',
      body,
      createdAt: '2026-01-01T00:00:00Z',
    }
    saveAnswer(db, row)
    saveAnswer(db, { ...row, id: 'y', body: JSON.stringify(answerFrom(second.documentId, second.documentId)) })
    expect(removeDocuments(db, [first.documentId]).versionIds).toEqual([first.versionId])
    expect(findAnswer(db, 'x')?.body).not.toContain(SECRET)
    expect(findAnswer(db, 'x')?.body).toContain(OTHER)
    expect(findAnswer(db, 'y')?.body).toContain(SECRET)
  })
})
