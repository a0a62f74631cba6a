import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { createApp } from '../../src/app.ts'
import { saveAnswer } from '../../src/db/answers.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { versionText } from '../../src/db/versions.ts'
import { evaluateQuestions } from '../../src/evaluation/questions.ts'
import { sendJson } from '../helpers/requests.ts'
import { addDocument, type FakeServices, fakeServices, makeAnswer, makePassage } from '../helpers/services.ts'

const TEXT = '移交清单一式三份，由甲方代表签字。\n质保期从终验当天算起。'

let fake: FakeServices
let app: ReturnType<typeof createApp>
let guide: Awaited<ReturnType<typeof addDocument>>
let notes: Awaited<ReturnType<typeof addDocument>>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
  guide = await addDocument(fake, { path: 'guides/k01_移交指南.md', text: TEXT })
  notes = await addDocument(fake, { path: 'k02_会议.md', text: '会上说清单一式两份就行。' })
})
afterEach(() => fake.close())

function cite(document: typeof guide, n: number, text: string, quote: string): Answer['citations'][number] {
  const { documentId, versionId, chunkIds } = document
  const start = text.indexOf(quote)
  return {
    n,
    documentId,
    versionId,
    chunkId: chunkIds[0] ?? '',
    title: 't',
    quote,
    span: { start, end: start + quote.length },
  }
}

function keep(id: string, fields: Partial<Answer> = {}): void {
  const quote = '移交清单一式三份，由甲方代表签字。'
  const answer = makeAnswer({
    ...{ id, question: '移交清单怎么签？', text: `${quote}[1]`, citations: [cite(guide, 1, TEXT, quote)] },
    sentences: [{ text: `${quote}[1]`, citations: [1], support: 'supported' }],
    ...fields,
  })
  const row = {
    id,
    conversationId: null,
    question: answer.question,
    snapshot: 's1',
    createdAt: '2026-01-01T00:00:00.000Z',
  }
  saveAnswer(fake.services.db, { ...row, body: JSON.stringify(answer) })
}

type Question = { id: string; state: string; evidence: { documentId: string; quote: string }[]; must_not: string[] }

const make = (id: string, body: unknown = {}) => sendJson(app, 'POST', `/api/answers/${id}/evaluation-question`, body)
const made = async (id: string, body: unknown = {}) => (await (await make(id, body)).json()) as Question
const list = async (query = '') =>
  (await (await app.request(`/api/evaluation-questions${query}`)).json()) as {
    questions: Question[]
    nextCursor?: string
  }
const download = async () => (await app.request('/api/evaluation-questions/export')).text()
const lines = async () =>
  (await download())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('an evaluation question', () => {
  it('is made of a good answer in one click', async () => {
    keep('a-1')
    expect(await made('a-1')).toEqual({
      ...{ id: expect.any(String), answerId: 'a-1', state: 'finished', type: 'how_did_we', lang: 'zh' },
      ...{ question: '移交清单怎么签？', answerable: true, must_not: [], createdAt: expect.any(String) },
      evidence: [{ documentId: guide.documentId, quote: '移交清单一式三份，由甲方代表签字。' }],
      answer_points: ['移交清单一式三份，由甲方代表签字。'],
    })
  })

  it('is made of a bad answer in one click, waits for its evidence, and is one when it comes', async () => {
    const quote = '会上说清单一式两份就行。'
    const sentence = { text: `${quote}[1]`, citations: [1], support: 'supported' as const }
    keep('a-1', { citations: [cite(notes, 1, quote, quote)], sentences: [sentence] })
    await sendJson(app, 'POST', '/api/answers/a-1/feedback', { verdict: 'down', reason: 'wrong_answer' })
    const first = await made('a-1')
    expect(first).toMatchObject({ state: 'unfinished', answerable: true, evidence: [], must_not: [quote] })
    expect(await download()).toBe('')
    const evidence = [{ documentId: guide.documentId, quote: '由甲方代表 签字' }]
    const second = await made('a-1', { evidence, answer_points: ['甲方代表签字'] })
    expect(second).toMatchObject({ id: first.id, state: 'finished', must_not: [quote] })
    expect(second.evidence).toEqual([{ documentId: guide.documentId, quote: '由甲方代表签字' }])
    expect((await list()).questions).toEqual([second])
  })

  it('can be one that the library does not answer', async () => {
    keep('a-1')
    await sendJson(app, 'POST', '/api/answers/a-1/feedback', { verdict: 'down', reason: 'wrong_answer' })
    expect(await made('a-1', { answerable: false })).toMatchObject({
      ...{ type: 'unanswerable', state: 'finished', answerable: false, evidence: [] },
      must_not: ['移交清单一式三份，由甲方代表签字。'],
    })
  })

  it('takes no evidence that its documents do not hold as they are now', async () => {
    keep('a-1')
    await addDocument(fake, { path: 'guides/k01_移交指南.md', text: '移交清单一式四份。' })
    expect(await made('a-1')).toMatchObject({ state: 'unfinished', evidence: [] })
    for (const evidence of [
      [{ documentId: guide.documentId, quote: '一式三份' }],
      [{ documentId: 'never there', quote: '一式四份' }],
    ]) {
      const response = await make('a-1', { evidence })
      expect(response.status).toBe(422)
      expect(((await response.json()) as { detail: string }).detail).toMatch(/^evidence/)
    }
  })

  it.each([
    [{ type: 'riddle' }],
    [{ answerable: true, type: 'unanswerable' }],
    [{ answerable: false, type: 'pitfall' }],
    [{ answerable: false, evidence: [{ documentId: 'd', quote: 'q' }] }],
    [{ type: 'unanswerable', evidence: [{ documentId: 'd', quote: 'q' }] }],
    [{ answer_points: [''] }],
    [{ must_not: Array.from({ length: 21 }, () => 'x') }],
    [{ question: 'another one' }],
  ])('refuses %j', async (body) => {
    keep('a-1')
    expect((await make('a-1', body)).status).toBe(422)
    expect((await list()).questions).toEqual([])
  })

  it('needs an answer', async () => {
    expect((await make('none')).status).toBe(404)
  })

  it('is listed in pages, the last one first, and removed once', async () => {
    for (const id of ['a-1', 'a-2', 'a-3']) {
      keep(id)
      await make(id)
    }
    const first = await list('?limit=2')
    const second = await list(`?limit=2&cursor=${first.nextCursor}`)
    const ids = [...first.questions, ...second.questions].map(({ id }) => id)
    expect(new Set(ids).size).toBe(3)
    expect(second.nextCursor).toBeUndefined()
    const remove = () => app.request(`/api/evaluation-questions/${ids[0]}`, { method: 'DELETE' })
    expect((await remove()).status).toBe(204)
    expect((await remove()).status).toBe(404)
    expect((await list()).questions.map(({ id }) => id)).toEqual(ids.slice(1))
  })

  it('outlives its answer', async () => {
    keep('a-1')
    await make('a-1')
    fake.services.db.$client.prepare('DELETE FROM answers').run()
    const { questions } = await list()
    expect(questions).toHaveLength(1)
    expect(questions[0]).not.toHaveProperty('answerId')
  })

  it('loses the words of a document that is removed, and goes when nothing is left that answers it', async () => {
    const quote = '会上说清单一式两份就行。'
    const texts = { citations: [cite(guide, 1, TEXT, '由甲方代表签字'), cite(notes, 2, quote, quote)] }
    const sentences = [
      { text: '由甲方代表签字[1]', citations: [1], support: 'supported' as const },
      { text: `${quote}[2]`, citations: [2], support: 'supported' as const },
    ]
    keep('a-1', { ...texts, sentences })
    await make('a-1')
    await app.request(`/api/documents/${notes.documentId}`, { method: 'DELETE' })
    expect(await lines()).toMatchObject([
      { evidence: [{ doc: 'k01_移交指南.md', quote: '由甲方代表签字' }], answer_points: ['由甲方代表签字'] },
    ])
    await app.request(`/api/documents/${guide.documentId}`, { method: 'DELETE' })
    expect((await list()).questions).toEqual([])
    const rows = fake.services.db.$client.prepare('SELECT count(*) FROM evaluation_question_sources').pluck().get()
    expect(rows).toBe(0)
  })
})

describe('the export', () => {
  it('has the form of the known-answer files, and the evaluation of questions takes it', async () => {
    keep('a-1')
    await make('a-1')
    keep('a-2', { question: '海外质保多久？', status: 'refused', citations: [], sentences: [] })
    await make('a-2')
    await addDocument(fake, { path: 'old/k02_会议.md', text: '另一场会。' })
    const quote = '会上说清单一式两份就行。'
    keep('a-3', { citations: [cite(notes, 1, quote, quote)], sentences: [] })
    await make('a-3')
    const exported = await lines()
    expect(Object.keys(exported[0] ?? {})).toEqual([
      ...['id', 'type', 'lang', 'question', 'answerable', 'evidence', 'answer_points', 'must_not'],
    ])
    expect(exported.map(({ evidence }) => evidence)).toContainEqual([{ doc: 'k02_会议.md', quote }])

    const file = join(fake.folder, 'questions.jsonl')
    writeFileSync(file, await download())
    const { db } = fake.services
    const corpus = listDocuments(db, { limit: 500 }).map(({ id, path, versionId }) => {
      return { id, path, text: versionText(db, versionId) ?? '' }
    })
    const passages = [
      makePassage({ documentId: notes.documentId, text: quote }),
      makePassage({ documentId: guide.documentId, text: TEXT }),
    ]
    const report = await evaluateQuestions({
      ...{ questions: file, documents: corpus, retrieve: async () => ({ passages, degraded: [] }) },
      ask: async (question) => ({
        ...{ status: question.startsWith('海外') ? ('refused' as const) : ('answered' as const), citations: [] },
        text: '移交清单一式三份，由甲方代表签字。',
      }),
    })
    expect(report).toMatchObject({ all: { n: 2, hit1: 0.5, hit3: 1 }, refusal: { accuracy: 1, falseRefusals: 0 } })
    const ranks = new Map(report.rows.map(({ id, rank }) => [id, rank]))
    expect(
      exported
        .map(({ id, question, evidence }) => [question, (evidence as unknown[]).length, ranks.get(String(id))])
        .sort(),
    ).toEqual([
      ['海外质保多久？', 0, null],
      ['移交清单怎么签？', 1, 1],
      ['移交清单怎么签？', 1, 2],
    ])
  })
})
