import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { conceptsVersionReader, listConcepts } from '../../src/db/concepts.ts'
import { openUnderstanding } from '../../src/retrieval/understanding.ts'
import { sendJson } from '../helpers/requests.ts'
import { type FakeServices, fakeServices } from '../helpers/services.ts'

type Concept = { id: string; chinese: string[]; english: string[]; strength: number; createdAt: string }

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

const add = (body: unknown) => sendJson(app, 'POST', '/api/concepts', body)
const addOne = async (body: unknown) => (await (await add(body)).json()) as Concept
const list = async (query = '') =>
  (await (await app.request(`/api/concepts${query}`)).json()) as { concepts: Concept[]; builtIn?: Concept[] }
const problem = async (response: Response) => (await response.json()) as { code: string; detail: string }

describe("users' own concepts", () => {
  it('are kept as they were given, and listed with the oldest first', async () => {
    const response = await add({ chinese: [' 小灰盒 ', '边缘网关'], english: ['edge gateway'], strength: 2 })
    expect(response.status).toBe(201)
    const first = (await response.json()) as Concept
    expect(first).toMatchObject({ chinese: ['小灰盒', '边缘网关'], english: ['edge gateway'], strength: 2 })
    const second = await addOne({ english: ['PMO', 'project office'] })
    expect(second).toMatchObject({ chinese: [], strength: 3 })
    expect((await list()).concepts).toEqual([first, second])
  })

  it('are changed in their place', async () => {
    const first = await addOne({ chinese: ['小灰盒', '边缘网关'] })
    await addOne({ chinese: ['大蓝盘', '存储阵列'] })
    const body = { chinese: ['小灰盒', '采集网关'], strength: 1 }
    const response = await sendJson(app, 'PUT', `/api/concepts/${first.id}`, body)
    expect(response.status).toBe(200)
    expect((await list()).concepts[0]).toMatchObject({ ...body, id: first.id, createdAt: first.createdAt })
    expect((await list()).concepts).toHaveLength(2)
  })

  it('are removed', async () => {
    const { id } = await addOne({ chinese: ['小灰盒', '边缘网关'] })
    expect((await app.request(`/api/concepts/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await list()).concepts).toEqual([])
    const again = await app.request(`/api/concepts/${id}`, { method: 'DELETE' })
    expect([again.status, (await problem(again)).code]).toEqual([404, 'not_found'])
  })

  it('are not changed into being', async () => {
    const response = await sendJson(app, 'PUT', '/api/concepts/none', { chinese: ['小灰盒', '边缘网关'] })
    expect(response.status).toBe(404)
    expect((await list()).concepts).toEqual([])
  })

  it('count from the next question on, and no longer once they are gone', async () => {
    const { db } = fake.services
    const understand = openUnderstanding({ version: conceptsVersionReader(db), list: () => listConcepts(db) })
    const asked = () =>
      understand()
        .thesaurus.findMentions('小灰盒')
        .flatMap(({ concepts }) => concepts)
    expect(asked()).toEqual([])
    const { id } = await addOne({ chinese: ['小灰盒', '边缘网关'] })
    expect(asked()).toMatchObject([{ id, chinese: ['小灰盒', '边缘网关'] }])
    await app.request(`/api/concepts/${id}`, { method: 'DELETE' })
    expect(asked()).toEqual([])
  })

  it('are no more than 2,000', async () => {
    const insert = fake.services.db.$client.prepare(
      "INSERT INTO concepts VALUES (?, '[]', '[]', 3, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')",
    )
    for (let n = 0; n < 2_000; n++) insert.run(String(n))
    const response = await add({ chinese: ['小灰盒', '边缘网关'] })
    expect([response.status, (await problem(response)).detail]).toEqual([422, expect.stringContaining('2000')])
  })

  it.each([
    ['one word alone', { chinese: ['小灰盒'] }, 'chinese'],
    ['no word', {}, 'chinese'],
    ['the same word in two spellings', { chinese: ['驗收'], english: ['验收'] }, 'chinese'],
    ['more than 20 words', { chinese: Array(11).fill('小灰盒'), english: Array(10).fill('gateway') }, 'chinese'],
    ['a word of one character', { chinese: ['小灰盒', '盒'] }, 'chinese.1'],
    ['a word of 41 characters', { chinese: ['小灰盒'], english: ['x'.repeat(41)] }, 'english.0'],
    ['a bar', { chinese: ['小灰盒', '边缘|网关'] }, 'chinese.1'],
    ['a tab', { chinese: ['小灰盒', '边缘\t网关'] }, 'chinese.1'],
    ['a line break', { chinese: ['小灰盒', '边缘\n网关'] }, 'chinese.1'],
    ['a function word', { chinese: ['小灰盒', '什么'] }, 'chinese.1'],
    ['signs alone', { chinese: ['小灰盒', '——'] }, 'chinese.1'],
    ['a word longer than texts are searched for', { chinese: ['小灰盒', '边'.repeat(13)] }, 'chinese.1'],
    ['another strength', { chinese: ['小灰盒', '边缘网关'], strength: 4 }, 'strength'],
    ['an id of their own', { chinese: ['小灰盒', '边缘网关'], id: 'mine' }, 'id'],
  ])('are refused with %s, and the field is named', async (_, body, field) => {
    const response = await add(body)
    expect(response.status).toBe(422)
    const { code, detail } = await problem(response)
    expect([code, detail.split(' ')[0]]).toEqual(['invalid_request', field])
    expect((await list()).concepts).toEqual([])
  })

  it('may hold words that stand in no document, in whatever script', async () => {
    expect((await add({ chinese: ['GPU卡', '５Ｇ专网'], english: ['sign-off'] })).status).toBe(201)
  })
})

describe('the built-in concepts', () => {
  it('are looked up by the words of a text', async () => {
    const { builtIn } = await list(`?builtIn=${encodeURIComponent('又磨蹭了')}`)
    expect(builtIn?.length).toBeGreaterThan(0)
    expect(builtIn?.every(({ chinese }) => chinese.includes('磨蹭'))).toBe(true)
    expect((await list('?builtIn=qqqzzz')).builtIn).toEqual([])
    expect(await list()).not.toHaveProperty('builtIn')
  })
})
