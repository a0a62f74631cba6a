import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { saveAnswer } from '../../src/db/answers.ts'
import { sendJson } from '../helpers/requests.ts'
import { type FakeServices, fakeServices, makeAnswer, makePassage } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

type Listed = { conversations: { id: string; title: string; answers: number }[]; nextCursor?: string }
type Whole = { id: string; title: string; answers: { id: string; question: string; feedback?: unknown }[] }

function keep(id: string, conversationId: string, question: string, createdAt: string): void {
  const answer = makeAnswer({ id, question, nearest: [makePassage()] })
  const body = JSON.stringify(answer)
  saveAnswer(fake.services.db, { id, conversationId, question, snapshot: 's1', body, createdAt })
}

const list = async (query = '') => (await (await app.request(`/api/conversations${query}`)).json()) as Listed
const read = (id: string) => app.request(`/api/conversations/${encodeURIComponent(id)}`)

describe('a conversation', () => {
  it('begins with the first question asked in it, which becomes its title', async () => {
    fake.gives.ask = ({ request }) => makeAnswer({ id: `answer to ${request.question}`, question: request.question })
    for (const question of ['验收前客户换了领导怎么办？', '那合同呢？']) {
      await sendJson(app, 'POST', '/api/ask', { question, conversationId: 'c-1' })
    }
    await sendJson(app, 'POST', '/api/ask', { question: 'beside it' })
    const { conversations } = await list()
    expect(conversations).toMatchObject([{ id: 'c-1', title: '验收前客户换了领导怎么办？', answers: 2 }])
    const whole = (await (await read('c-1')).json()) as Whole
    expect(whole.answers.map(({ question }) => question)).toEqual(['验收前客户换了领导怎么办？', '那合同呢？'])
  })

  it('cuts a long first question to a line', async () => {
    keep('a-1', 'c-1', `first\nline ${'🚢'.repeat(500)}`, '2026-01-01T00:00:00.000Z')
    const title = (await list()).conversations[0]?.title ?? ''
    expect(title).toMatch(/^first line 🚢+…$/u)
    expect([...title]).toHaveLength(120)
  })

  it('gives its answers whole, in the order in which they were given, also within a millisecond', async () => {
    const moment = '2026-01-01T00:00:00.000Z'
    for (const id of ['z', 'a', 'm']) keep(id, 'c-1', `question ${id}`, moment)
    const whole = (await (await read('c-1')).json()) as Whole
    expect(whole.answers.map(({ id }) => id)).toEqual(['z', 'a', 'm'])
    expect(whole.answers[0]).toMatchObject({ createdAt: moment, nearest: [{ rank: 1, chunkId: 'chunk-1' }] })
    expect(whole.answers[0]).not.toHaveProperty('feedback')
  })

  it('shows what was said of an answer', async () => {
    keep('a-1', 'c-1', 'who?', '2026-01-01T00:00:00.000Z')
    await sendJson(app, 'POST', '/api/answers/a-1/feedback', { verdict: 'down', reason: 'outdated' })
    const whole = (await (await read('c-1')).json()) as Whole
    expect(whole.answers[0]?.feedback).toMatchObject({ verdict: 'down', reason: 'outdated' })
  })

  it('takes its answers and what was said of them along when it is removed, once', async () => {
    keep('a-1', 'c-1', 'who?', '2026-01-01T00:00:00.000Z')
    keep('a-2', 'c-2', 'when?', '2026-01-01T00:00:01.000Z')
    await sendJson(app, 'POST', '/api/answers/a-1/feedback', { verdict: 'up' })
    const remove = () => app.request('/api/conversations/c-1', { method: 'DELETE' })
    expect((await remove()).status).toBe(204)
    expect((await remove()).status).toBe(404)
    expect((await read('c-1')).status).toBe(404)
    expect((await app.request('/api/answers/a-1')).status).toBe(404)
    expect((await app.request('/api/answers/a-2')).status).toBe(200)
    expect(fake.services.db.$client.prepare('SELECT count(*) FROM feedback').pluck().get()).toBe(0)
  })
})

describe('the list of conversations', () => {
  it('has the one with the latest answer first and pages through all, each once', async () => {
    for (const n of [1, 2, 3, 4, 5]) keep(`a-${n}`, `对话-${n}`, `question ${n}`, '2026-01-01T00:00:00.000Z')
    keep('a-6', '对话-2', 'again', '2026-01-02T00:00:00.000Z')
    const ids: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Listed = await list(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      ids.push(...page.conversations.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(ids).toEqual(['对话-2', '对话-5', '对话-4', '对话-3', '对话-1'])
  })

  it('refuses a cursor that it never gave', async () => {
    const cursor = Buffer.from('nonsense').toString('base64url')
    expect((await app.request(`/api/conversations?cursor=${cursor}`)).status).toBe(422)
  })
})
