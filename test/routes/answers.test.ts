import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer, Sentence } from '../../src/answering/answer.ts'
import { createApp } from '../../src/app.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import { AppError } from '../../src/errors.ts'
import { parseEvents, sendJson } from '../helpers/requests.ts'
import { type FakeServices, fakeServices, makeAnswer, makePassage } from '../helpers/services.ts'

let fake: FakeServices
beforeEach(async () => {
  fake = await fakeServices()
})
afterEach(() => fake.close())

const ask = (body: unknown) => sendJson(createApp(fake.services), 'POST', '/api/ask', body)

const citation = {
  n: 1,
  chunkId: 'chunk-1',
  documentId: 'document-1',
  versionId: 'version-1',
  title: 'Handover guide',
  quote: 'a signed list',
  span: { start: 19, end: 32 },
}
const sentence: Sentence = { text: 'A signed list. [1]', citations: [1], support: 'supported' }
const answer: Answer = makeAnswer({
  id: 'a-7',
  text: 'A signed list. [1]',
  sentences: [sentence],
  citations: [citation],
  nearest: [makePassage()],
})

describe('POST /api/ask', () => {
  it('gives the answer, its nearest passages as hits without explanations', async () => {
    fake.gives.ask = () => answer
    const response = await ask({ question: 'who signs?' })
    const body = (await response.json()) as { nearest: Record<string, unknown>[] }
    expect(response.status).toBe(200)
    expect(body).toMatchObject({ id: 'a-7', status: 'answered', sentences: [sentence], citations: [citation] })
    expect(body.nearest[0]).toMatchObject({ rank: 1, chunkId: 'chunk-1' })
    expect(body.nearest[0]).not.toHaveProperty('why')
    expect(body.nearest[0]).not.toHaveProperty('ordinal')
  })

  it('asks with the access of the viewer', async () => {
    await ask({ question: ' who signs? ', conversationId: 'c1', filters: { space: 'team' } })
    expect(fake.calls.ask[0]).toMatchObject({
      request: { question: 'who signs?', conversationId: 'c1', filters: { spaces: ['team'] } },
      access: OWNER_ACCESS,
    })
  })

  it.each([
    [{ question: '  ' }, 'question_empty'],
    [{ question: 'x'.repeat(4_001) }, 'question_too_long'],
    [{ question: 5 }, 'invalid_request'],
  ])('refuses a question that cannot be asked', async (body, code) => {
    const response = await ask(body)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code })
  })

  it('streams what happens in order and ends with the whole answer', async () => {
    fake.gives.ask = (_, onEvent) => {
      onEvent({ event: 'passages', data: [makePassage()] })
      onEvent({ event: 'delta', data: { text: 'A signed\nlist. [1]' } })
      onEvent({ event: 'citation', data: citation })
      onEvent({ event: 'check', data: sentence })
      return answer
    }
    const response = await ask({ question: 'who signs?', stream: true })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const events = parseEvents(await response.text())
    expect(events.map(({ event }) => event)).toEqual(['passages', 'delta', 'citation', 'check', 'done'])
    expect(events[0]?.data).toMatchObject([{ rank: 1, chunkId: 'chunk-1' }])
    expect(events[1]?.data).toEqual({ text: 'A signed\nlist. [1]' })
    expect(events[4]?.data).toMatchObject({ id: 'a-7', citations: [citation], nearest: [{ rank: 1 }] })
  })

  it('streams a failure as an error event in the shape of a problem', async () => {
    fake.gives.ask = () => {
      throw new AppError('chat_failed', 'The chat model does not answer.')
    }
    const events = parseEvents(await (await ask({ question: 'x', stream: true })).text())
    expect(events).toMatchObject([{ event: 'error', data: { status: 503, code: 'chat_failed' } }])
  })

  it('keeps the words of an unexpected failure out of the stream', async () => {
    fake.gives.ask = () => {
      throw new Error('secret')
    }
    const text = await (await ask({ question: 'x', stream: true })).text()
    expect(text).toContain('"code":"internal"')
    expect(text).not.toContain('secret')
    expect(fake.calls.log.join()).toContain('secret')
  })

  it('stops asking when the reader leaves the stream', async () => {
    let stopped = false
    fake.gives.ask = ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          stopped = true
          reject(new Error('aborted'))
        })
      })
    const response = await ask({ question: 'x', stream: true })
    await response.body?.cancel()
    await expect.poll(() => stopped).toBe(true)
    expect(fake.calls.log).toEqual([])
  })
})

describe('GET /api/answers/:id', () => {
  it.each([false, true])('gives an answer again as it was sent (streamed: %s)', async (stream) => {
    fake.gives.ask = () => answer
    await (await ask({ question: 'who signs?', stream })).text()
    const again = await createApp(fake.services).request('/api/answers/a-7')
    expect(again.status).toBe(200)
    expect(await again.json()).toMatchObject({ id: 'a-7', text: 'A signed list. [1]', nearest: [{ rank: 1 }] })
  })

  it('does not know an answer that was never given', async () => {
    expect((await createApp(fake.services).request('/api/answers/none')).status).toBe(404)
  })
})
