import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { saveAnswer } from '../../src/db/answers.ts'
import { noteGap } from '../../src/db/gaps.ts'
import { sendJson } from '../helpers/requests.ts'
import { addDocument, type FakeServices, fakeServices, makeAnswer } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

type Gap = { id: string; question: string; state: string; owner: string; nearest: { title: string }[] }
type Listed = { gaps: Gap[]; counts: Record<string, number>; nextCursor?: string }

function note(question: string, nearest: { documentId: string }[] = []): string {
  const gap = { question, language: 'zh' as const, reason: 'unknown_entity', missing: ['海外'], nearest }
  return noteGap(fake.services.db, { ...gap, answerId: `answer to ${question}` })
}

const get = async <T>(path: string) => (await (await app.request(`/api/gaps${path}`)).json()) as T
const change = (id: string, body: unknown) => sendJson(app, 'PATCH', `/api/gaps/${id}`, body)

describe('the knowledge gaps', () => {
  it('are shown with what is known of them', async () => {
    const { documentId } = await addDocument(fake, { path: 'a.md', text: '质保', title: '质保办法' })
    const id = note('海外质保多久？', [{ documentId }])
    const answer = makeAnswer({ id: 'a-1', status: 'refused', gapId: id })
    const row = { id: 'a-1', conversationId: null, question: '海外质保多久？', snapshot: 's1' }
    saveAnswer(fake.services.db, { ...row, body: JSON.stringify(answer), createdAt: '2026-01-01T00:00:00.000Z' })
    const shown = {
      ...{ id, question: '海外质保多久？', language: 'zh', reason: 'unknown_entity', missing: ['海外'] },
      nearest: [{ documentId, title: '质保办法' }],
      ...{ timesAsked: 1, firstAskedAt: expect.any(String), lastAskedAt: expect.any(String), nowAnswered: false },
      ...{ owner: '', state: 'open', note: '' },
      answers: [{ id: 'a-1', status: 'refused', createdAt: '2026-01-01T00:00:00.000Z' }],
    }
    expect(await get('')).toEqual({ gaps: [shown], counts: { open: 1, assigned: 0, answered: 0, dismissed: 0 } })
    expect(await get(`/${id}`)).toEqual(shown)
  })

  it('come in pages, each once, and of one state where that is asked for', async () => {
    const ids = ['一', '二', '三', '四', '五'].map((word) => note(`${word}的质保多久？`))
    await change(ids[1] ?? '', { owner: '周敏' })
    const seen: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Listed = await get(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      seen.push(...page.gaps.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(seen.toSorted()).toEqual(ids.toSorted())
    const assigned = await get<Listed>('?state=assigned')
    expect(assigned.gaps.map(({ id, owner }) => [id, owner])).toEqual([[ids[1], '周敏']])
    expect(assigned.counts).toMatchObject({ open: 4, assigned: 1 })
    expect((await app.request('/api/gaps?state=lost')).status).toBe(422)
    expect((await app.request(`/api/gaps?cursor=${Buffer.from('x').toString('base64url')}`)).status).toBe(422)
  })

  it('have an owner, a state and a note that people set', async () => {
    const id = note('海外质保多久？')
    const response = await change(id, { owner: ' 周敏 ', note: '下周补文档' })
    expect(await response.json()).toMatchObject({ owner: '周敏', state: 'assigned', note: '下周补文档' })
    expect(await (await change(id, { state: 'answered' })).json()).toMatchObject({ owner: '周敏', state: 'answered' })
  })

  it.each([
    [{}, 422],
    [{ state: 'lost' }, 422],
    [{ state: 'assigned' }, 422],
    [{ owner: 'x'.repeat(101) }, 422],
    [{ question: 'other' }, 422],
  ])('refuse the change %j', async (body, status) => {
    const id = note('海外质保多久？')
    expect((await change(id, body)).status).toBe(status)
    expect(await get(`/${id}`)).toMatchObject({ state: 'open', owner: '' })
  })

  it('can be forgotten, once', async () => {
    const id = note('海外质保多久？')
    const remove = () => app.request(`/api/gaps/${id}`, { method: 'DELETE' })
    expect((await remove()).status).toBe(204)
    expect((await remove()).status).toBe(404)
    expect((await app.request(`/api/gaps/${id}`)).status).toBe(404)
    expect((await change(id, { note: 'x' })).status).toBe(404)
  })

  it('are exported for a spreadsheet that reads Chinese and computes nothing', async () => {
    note('海外质保多久？')
    note('=HYPERLINK("http://x")')
    const response = await app.request('/api/gaps/export')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toContain('knowledge-gaps.csv')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const rows = bytes.toString().slice(1).split('\r\n')
    expect(rows[0]).toMatch(/^question,language,state,owner,/)
    expect(rows.some((row) => row.startsWith('海外质保多久？,zh,open,,unknown_entity,海外,,1,'))).toBe(true)
    expect(rows.some((row) => row.startsWith(`"'=HYPERLINK(""http://x"")",`))).toBe(true)
    expect(await (await app.request('/api/gaps/export?state=dismissed')).text()).toMatch(/^question[^\n]+\n$/)
  })

  it('are exported beyond a page', async () => {
    for (let at = 0; at < 501; at++) note(`第 ${at} 个问题`)
    const rows = (await (await app.request('/api/gaps/export')).text()).trimEnd().split('\r\n')
    expect(new Set(rows).size).toBe(502)
  })
})
