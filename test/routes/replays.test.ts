import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer, AnswerRecord } from '../../src/answering/answer.ts'
import { createApp } from '../../src/app.ts'
import { snapshotId } from '../../src/db/changes.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import { parseEvents, sendJson } from '../helpers/requests.ts'
import { addDocument, type FakeServices, fakeServices, makeAnswer, makePassage } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

const record = (fields: Partial<AnswerRecord> = {}): AnswerRecord => ({
  settings: { engine: 'embedded', embedder: 'built-in', passages: 10 },
  ...{ passages: [], filters: { spaces: ['team'] }, depth: 'deep' },
  ...fields,
})

async function askFirst(answer: Partial<Answer>): Promise<void> {
  fake.gives.ask = () => makeAnswer(answer)
  await sendJson(app, 'POST', '/api/ask', { question: '那验收呢', conversationId: 'c-1', depth: 'deep' })
}

const replay = (id: string, query = '') => app.request(`/api/answers/${id}/replay${query}`, { method: 'POST' })
const diff = (id: string, other: string) => app.request(`/api/answers/${id}/diff?with=${other}`)

describe('a replay', () => {
  beforeEach(async () => {
    await askFirst({ id: 'a-1', question: '那验收呢', asked: '港口项目怎么验收', record: record() })
    fake.gives.ask = ({ request }) =>
      makeAnswer({ id: 'a-2', question: request.question, record: record({ replayOf: request.replayOf ?? '' }) })
  })

  it('passes on the depth that was asked for', () => {
    expect(fake.calls.ask[0]?.request).toMatchObject({ depth: 'deep', conversationId: 'c-1' })
  })

  it('asks the full question as it was asked, with the access of who asks now, outside the conversation', async () => {
    const body = (await (await replay('a-1')).json()) as Answer
    expect(body).toMatchObject({ id: 'a-2', question: '港口项目怎么验收', record: { replayOf: 'a-1' } })
    const { request, access } = fake.calls.ask[1] ?? {}
    expect(request).toEqual({
      question: '港口项目怎么验收',
      filters: { spaces: ['team'] },
      depth: 'deep',
      replayOf: 'a-1',
    })
    expect(access).toEqual(OWNER_ACCESS)
    expect((await app.request('/api/answers/a-2')).status).toBe(200)
    const { answers } = (await (await app.request('/api/conversations/c-1')).json()) as { answers: unknown[] }
    expect(answers).toHaveLength(1)
  })

  it('streams what happens', async () => {
    const events = parseEvents(await (await replay('a-1', '?stream=true')).text())
    expect(events).toMatchObject([{ event: 'done', data: { id: 'a-2' } }])
  })

  it('needs an answer to replay', async () => {
    expect((await replay('none')).status).toBe(404)
    expect((await replay('a-1', '?stream=perhaps')).status).toBe(422)
    expect(fake.calls.ask).toHaveLength(1)
  })
})

describe('the difference between an answer and its replay', () => {
  it('says what changed in the answer, its sources and its documents', async () => {
    const guide = await addDocument(fake, { path: 'guide.md', text: '清单一式三份。', title: '移交指南' })
    const notes = await addDocument(fake, { path: 'notes.md', text: '会上说两份。', title: '会议' })
    const passage = ({ documentId, versionId, chunkIds }: typeof guide, title: string, text: string) =>
      makePassage({ documentId, versionId, chunkId: chunkIds[0] ?? '', title, text })
    const says = (text: string) => ({
      sentences: [{ text: `${text}[1]`, citations: [1], support: 'supported' as const }],
    })
    const cites = (one: ReturnType<typeof passage>) => ({
      citations: [{ ...one, n: 1, quote: one.text, title: one.title }].map(
        ({ text: _, why: __, ...citation }) => citation,
      ),
    })
    const { db } = fake.services
    const [first, other] = [passage(guide, '移交指南', '清单一式三份。'), passage(notes, '会议', '会上说两份。')]
    const passages = [first, other].map(({ chunkId, documentId, versionId, span }) => {
      return { chunkId, documentId, versionId, span }
    })
    await askFirst({
      id: 'a-1',
      snapshot: snapshotId(db),
      nearest: [first, other],
      record: record({ passages }),
      ...says('清单一式三份。'),
      ...cites(first),
    })
    const again = await addDocument(fake, { path: 'guide.md', text: '清单一式四份。', title: '移交指南' })
    const added = await addDocument(fake, { path: 'new.md', text: '新办法。', title: '新办法' })
    await app.request(`/api/documents/${notes.documentId}`, { method: 'DELETE' })
    const [now, newest] = [passage(again, '移交指南', '清单一式四份。'), passage(added, '新办法', '新办法。')]
    fake.gives.ask = () =>
      makeAnswer({
        id: 'a-2',
        snapshot: snapshotId(db),
        record: record(),
        nearest: [newest, now],
        ...says('清单一式四份。'),
        ...cites(now),
      })
    await replay('a-1')
    const response = await diff('a-1', 'a-2')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      snapshots: { before: 's2', after: snapshotId(db) },
      status: { before: 'answered', after: 'answered' },
      sentences: [
        { text: '清单一式三份。', state: 'gone' },
        { text: '清单一式四份。', state: 'new' },
      ],
      citations: [
        { title: '移交指南', quote: '清单一式三份。', state: 'gone' },
        { title: '移交指南', quote: '清单一式四份。', state: 'new' },
      ],
      passages: [
        { title: '新办法', chunkId: added.chunkIds[0], state: 'new', after: 1 },
        { title: '移交指南', chunkId: again.chunkIds[0], state: 'new', after: 2 },
        { title: '移交指南', chunkId: guide.chunkIds[0], state: 'gone', before: 1 },
        { title: '', chunkId: notes.chunkIds[0], state: 'gone', before: 2 },
      ],
      documents: [
        { documentId: guide.documentId, title: '移交指南', change: 'updated' },
        { documentId: notes.documentId, title: '', change: 'removed' },
        { documentId: added.documentId, title: '新办法', change: 'added' },
      ],
      settings: [],
    })
  })

  it('needs both answers', async () => {
    await askFirst({ id: 'a-1' })
    expect((await diff('a-1', 'none')).status).toBe(404)
    expect((await diff('none', 'a-1')).status).toBe(404)
    expect((await app.request('/api/answers/a-1/diff')).status).toBe(422)
  })
})
