import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
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

function keep(
  id: string,
  conversationId: string,
  question: string,
  createdAt: string,
  fields: Partial<Answer> = {},
): void {
  const answer = makeAnswer({ id, question, nearest: [makePassage()], ...fields })
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

describe('a new title for a conversation', () => {
  const rename = (id: string, body: unknown) => sendJson(app, 'PATCH', `/api/conversations/${id}`, body)

  it('is kept when the conversation goes on', async () => {
    keep('a-1', 'c-1', 'who?', '2026-01-01T00:00:00.000Z')
    const response = await rename('c-1', { title: '  松岭\n验收 ' })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ id: 'c-1', title: '松岭 验收', answers: 1 })
    keep('a-2', 'c-1', 'and when?', '2026-01-02T00:00:00.000Z')
    expect((await list()).conversations).toMatchObject([{ title: '松岭 验收', answers: 2 }])
  })

  it.each([[{}], [{ title: ' ' }], [{ title: 'x'.repeat(121) }], [{ title: 'x', id: 'c-2' }]])(
    'is refused when it is %j',
    async (body) => {
      keep('a-1', 'c-1', 'who?', '2026-01-01T00:00:00.000Z')
      expect((await rename('c-1', body)).status).toBe(422)
      expect((await list()).conversations).toMatchObject([{ title: 'who?' }])
    },
  )

  it('needs a conversation', async () => {
    expect((await rename('c-9', { title: 'x' })).status).toBe(404)
  })
})

describe('an exported conversation', () => {
  const exported = (query: string, id = 'c-1') => app.request(`/api/conversations/${id}/export${query}`)
  const quote = '三天内签字 [7] <b>![x](https://evil.example/?d=1)</b>\n# 完'
  const source = { chunkId: 'k', documentId: 'd', versionId: 'v', span: { start: 0, end: 5 }, page: 4, speaker: '李敏' }
  const fields: Partial<Answer> = {
    asked: '松岭的验收谁签字？',
    text: '李敏三天内签字 [1]。',
    sentences: [
      { text: '李敏三天内签字', citations: [1], support: 'supported' },
      { text: '客户也签', citations: [1], support: 'unsupported' },
    ],
    citations: [{ ...source, n: 1, title: '松岭[复盘](javascript:alert(1))', quote }],
    conflicts: [{ about: '期限', citations: [1, 2], values: ['三天', '五天'] }],
    snapshot: 's-7',
  }

  it('tells in Markdown what was asked, answered, doubted and quoted from where', async () => {
    keep('a-1', 'c-1', '那谁签字？', '2026-01-01T00:00:00.000Z', fields)
    keep('a-2', 'c-1', 'When?', '2026-01-02T00:00:00.000Z', { status: 'refused', text: 'The corpus does not say.' })
    const response = await exported('?format=md')
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    const text = await response.text()
    expect(text.indexOf('## 那谁签字？')).toBeLessThan(text.indexOf('## When?'))
    for (const part of [
      '*按此检索: 松岭的验收谁签字？*',
      '李敏三天内签字 [1]。',
      '- ⚠ 来源未支持: 客户也签',
      '- ⚠ 来源说法不一 (期限): 三天 [1] / 五天 [2]',
      '- [1] 松岭复盘',
      ' · 李敏 · 第 4 页\n  > 三天内签字',
      '*回答于 2026-01-01T00:00:00.000Z · 资料快照 s-7*',
      '**The corpus does not say**',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('holds no live markup of its documents', async () => {
    keep('a-1', 'c-1', '那谁签字？ <script>', '2026-01-01T00:00:00.000Z', fields)
    const text = await (await exported('')).text()
    expect(text).not.toMatch(/\]\(|<b>|<script|javascript:|!\[|\[7\]|^# 完/m)
  })

  it('is its answers as they are read, in JSON', async () => {
    keep('a-1', 'c-1', 'who?', '2026-01-01T00:00:00.000Z', fields)
    const response = await exported('?format=json')
    expect(response.headers.get('content-disposition')).toContain('filename="who.json"')
    expect(await response.json()).toEqual(await (await read('c-1')).json())
  })

  it('has the title for a name, as far as it may be the name of a file', async () => {
    keep('a-1', 'c-1', '../验收\\谁:签"字"？\u202e', '2026-01-01T00:00:00.000Z')
    const disposition = (await exported('?format=md')).headers.get('content-disposition') ?? ''
    const name = decodeURIComponent(disposition.split("filename*=UTF-8''")[1] ?? '')
    expect(name).toBe('验收 谁 签 字 ？.md')
    keep('a-2', 'c-2', '???', '2026-01-01T00:00:00.000Z')
    expect((await exported('', 'c-2')).headers.get('content-disposition')).toContain('filename="conversation.md"')
  })

  it('needs a conversation and a format that it knows', async () => {
    keep('a-1', 'c-1', 'who?', '2026-01-01T00:00:00.000Z')
    expect((await exported('?format=md', 'c-9')).status).toBe(404)
    expect((await exported('?format=docx')).status).toBe(422)
  })
})
