import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { saveAnswer } from '../../src/db/answers.ts'
import { sendJson } from '../helpers/requests.ts'
import { type FakeServices, fakeServices, makeAnswer } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
  const createdAt = '2026-01-01T00:00:00.000Z'
  const body = JSON.stringify(makeAnswer({ id: 'a-1' }))
  saveAnswer(fake.services.db, { id: 'a-1', conversationId: null, question: 'who?', snapshot: 's1', body, createdAt })
})
afterEach(() => fake.close())

const give = (body: unknown, id = 'a-1') => sendJson(app, 'POST', `/api/answers/${id}/feedback`, body)
const kept = () => fake.services.db.$client.prepare('SELECT * FROM feedback').all()

describe('feedback', () => {
  it('is kept with its reason, its note and the time', async () => {
    const before = new Date().toISOString()
    const response = await give({ verdict: 'down', reason: 'wrong_source', note: ' 引的是旧版 ' })
    expect(response.status).toBe(200)
    const body = (await response.json()) as { createdAt: string }
    expect(body).toMatchObject({ answerId: 'a-1', verdict: 'down', reason: 'wrong_source', note: '引的是旧版' })
    expect(body.createdAt >= before).toBe(true)
    expect(kept()).toMatchObject([{ answer_id: 'a-1', verdict: 'down', reason: 'wrong_source', note: '引的是旧版' }])
  })

  it('is one per answer: the last word counts, whole', async () => {
    await give({ verdict: 'down', reason: 'incomplete', note: 'the second half is missing' })
    expect(await (await give({ verdict: 'up' })).json()).not.toHaveProperty('reason')
    expect(kept()).toMatchObject([{ verdict: 'up', reason: null, note: '' }])
  })

  it('can be taken back', async () => {
    await give({ verdict: 'up' })
    expect((await app.request('/api/answers/a-1/feedback', { method: 'DELETE' })).status).toBe(204)
    expect(kept()).toEqual([])
  })

  it('is not taken for an answer that nobody gave', async () => {
    expect((await give({ verdict: 'up' }, 'none')).status).toBe(404)
    expect((await app.request('/api/answers/none/feedback', { method: 'DELETE' })).status).toBe(404)
  })

  it.each([
    [{}, 'verdict'],
    [{ verdict: 'meh' }, 'verdict'],
    [{ verdict: 'down', reason: 'boring' }, 'reason'],
    [{ verdict: 'down', note: 'x'.repeat(2_001) }, 'note'],
    [{ verdict: 'down', who: 'me' }, 'who'],
  ])('refuses %j and names the field', async (body, field) => {
    const response = await give(body)
    expect(response.status).toBe(422)
    expect(((await response.json()) as { detail: string }).detail.startsWith(field)).toBe(true)
  })
})
