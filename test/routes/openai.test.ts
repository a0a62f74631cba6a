import OpenAI, { type APIError } from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { createApp } from '../../src/app.ts'
import { AppError } from '../../src/errors.ts'
import type { AnswerFacts, Usage } from '../../src/http/openai/completion.ts'
import { type ListeningServer, startServer } from '../../src/server.ts'
import { type FakeServices, fakeServices, makeAnswer, makePassage } from '../helpers/services.ts'

let fake: FakeServices
let server: ListeningServer
let client: OpenAI
beforeEach(async () => {
  fake = await fakeServices()
  server = await startServer(createApp(fake.services), { host: '127.0.0.1', port: 0 })
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'any', maxRetries: 0 })
})
afterEach(async () => {
  await server.stop()
  await fake.close()
})

const QUESTION = '验收前客户换了领导，以前怎么处理的？'
const { chunkId, documentId, versionId, span } = makePassage()
const CITATION = {
  n: 1,
  chunkId,
  documentId,
  versionId,
  title: '港口[复盘](http://x.example)',
  quote: '跟着一辆集卡走一遍。',
  span,
  page: 3,
  speaker: '简主任',
}
const ANSWER = makeAnswer({
  id: 'answer-7',
  question: QUESTION,
  text: '第二轮演示改成跟着一辆集卡走一遍。[1]',
  sentences: [{ text: '第二轮演示改成跟着一辆集卡走一遍。', citations: [1], support: 'supported' }],
  citations: [CITATION],
  snapshot: 's9',
})
const SOURCES = '\n\n来源：  \n[1] 港口复盘，简主任，第 3 页'

type Extended = { precedent?: AnswerFacts & { step?: unknown } }

const ask = (messages: OpenAI.ChatCompletionMessageParam[], more: object = {}) =>
  client.chat.completions.create({ model: 'precedent', messages, ...more })

/** Everything that a program reads of a stream. */
async function readStream(more: object = {}, content: string = QUESTION) {
  const messages = [{ role: 'user' as const, content }]
  const stream = await client.chat.completions.create({ model: 'precedent', messages, stream: true, ...more })
  const chunks: OpenAI.ChatCompletionChunk[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')
  return { chunks, text, last: chunks.findLast(({ choices }) => choices.length > 0) }
}

async function failureOf(asked: Promise<unknown>): Promise<APIError> {
  const outcome = await asked.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(outcome).toBeInstanceOf(OpenAI.APIError)
  return outcome as APIError
}

describe('a completion', () => {
  beforeEach(() => {
    fake.gives.ask = () => ANSWER
  })

  it('is the answer with its marks, its sources below, and both as data', async () => {
    const completion = await ask([{ role: 'user', content: QUESTION }])
    expect(completion).toMatchObject({ object: 'chat.completion', model: 'precedent', system_fingerprint: 's9' })
    expect(completion.choices).toMatchObject([
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: ANSWER.text + SOURCES } },
    ])
    expect(completion.choices[0]?.message).toMatchObject({ citations: [CITATION] })
    expect((completion as Extended).precedent).toMatchObject({
      answerId: 'answer-7',
      status: 'answered',
      conflicts: [],
      degraded: [],
    })
  })

  it('has an id of its own, the time in seconds and an estimate of its tokens', async () => {
    const [first, second] = [
      await ask([{ role: 'user', content: QUESTION }]),
      await ask([{ role: 'user', content: QUESTION }]),
    ]
    expect(first.id).toMatch(/^chatcmpl-[0-9a-f]{32}$/)
    expect(second.id).not.toBe(first.id)
    expect(Math.abs(first.created - Date.now() / 1_000)).toBeLessThan(10)
    const { prompt_tokens, completion_tokens, total_tokens } = first.usage as Usage
    expect(prompt_tokens).toBe(17)
    expect(total_tokens).toBe(prompt_tokens + completion_tokens)
  })

  it('tells below the text what is not supported, what is old and what was missing', async () => {
    fake.gives.ask = () => ({
      ...ANSWER,
      sentences: [{ text: '另加一句', citations: [], support: 'unsupported' }],
      stale: [{ citation: 1, newer: { documentId: 'd2', title: '二期复盘', date: '2025-03-31' } }],
      degraded: ['chat'],
    })
    const completion = await ask([{ role: 'user', content: QUESTION }])
    expect(completion.choices[0]?.message.content?.split(SOURCES)[1]?.trim().split('  \n')).toEqual([
      '[1] 已有更新的文档：《二期复盘》（2025-03-31）。',
      '没有来源支持：“另加一句”',
      '本次未能使用：chat。',
    ])
  })

  it('lists a place once, with all its marks', async () => {
    const citations = [CITATION, { ...CITATION, n: 2, page: 4 }, { ...CITATION, n: 3 }]
    fake.gives.ask = () => ({ ...ANSWER, citations })
    const completion = await ask([{ role: 'user', content: QUESTION }])
    expect(completion.choices[0]?.message.content?.split('\n').slice(-2)).toEqual([
      '[1][3] 港口复盘，简主任，第 3 页  ',
      '[2] 港口复盘，简主任，第 4 页',
    ])
    await ask([
      { role: 'user', content: QUESTION },
      { role: 'assistant', content: completion.choices[0]?.message.content ?? '' },
      { role: 'user', content: '那二期呢？' },
    ])
    expect(fake.calls.ask[1]?.request.turns).toEqual([{ question: QUESTION, answer: ANSWER.text }])
  })

  it('speaks English to an English question', async () => {
    fake.gives.ask = () => ({ ...ANSWER, question: 'who signs the list?', degraded: ['chat'] })
    const completion = await ask([{ role: 'user', content: 'who signs the list?' }])
    const { content } = completion.choices[0]?.message ?? {}
    expect(content).toContain('\n\nSources:  \n[1] 港口复盘, 简主任, p. 3\n\nMade without: chat.')
  })

  it('asks the last question of the user, with what was asked and answered before', async () => {
    await ask(
      [
        { role: 'system', content: 'You are a poet.' },
        { role: 'user', content: '一期的验收怎么做的？' },
        { role: 'assistant', content: `走了一遍。[1]${SOURCES}` },
        { role: 'user', content: 'unanswered' },
        {
          role: 'user',
          content: [
            { type: 'text', text: '那' },
            { type: 'text', text: '二期呢？' },
          ],
        },
      ],
      { temperature: 0.3, user: 'u1', seed: 7, unheard_of: { a: 1 }, filters: { space: '交付' } },
    )
    expect(fake.calls.ask[0]?.request).toEqual({
      question: '那\n二期呢？',
      filters: { spaces: ['交付'] },
      depth: 'quick',
      turns: [{ question: '一期的验收怎么做的？', answer: '走了一遍。[1]' }, { question: 'unanswered' }],
    })
    expect(fake.calls.ask[0]?.access).toMatchObject({ viewer: 'owner' })
  })

  it('looks deeply for the deep model, and quickly for one it does not know', async () => {
    const deep = await client.chat.completions.create({
      model: 'precedent-deep',
      messages: [{ role: 'user', content: QUESTION }],
    })
    const other = await client.chat.completions.create({ model: 'gpt-9', messages: [{ role: 'user', content: 'x' }] })
    expect(fake.calls.ask.map(({ request }) => request.depth)).toEqual(['deep', 'quick'])
    expect([deep.model, other.model]).toEqual(['precedent-deep', 'precedent'])
  })

  it('takes a conversation of 500 long turns', async () => {
    const turn = (at: number): OpenAI.ChatCompletionMessageParam[] => [
      { role: 'user', content: `第 ${at} 个问题？` },
      { role: 'assistant', content: '回答'.repeat(500) },
    ]
    const before = Array.from({ length: 500 }, (_, at) => turn(at)).flat()
    await ask([...before, { role: 'user', content: QUESTION }])
    expect(fake.calls.ask[0]?.request.turns).toHaveLength(500)
  })

  it('stops asking when the client leaves', async () => {
    let isStopped = false
    fake.gives.ask = ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          isStopped = true
          reject(new Error('stopped'))
        })
      })
    const leaving = new AbortController()
    const asking = client.chat.completions.create(
      { model: 'precedent', messages: [{ role: 'user', content: 'x' }] },
      { signal: leaving.signal },
    )
    asking.catch(() => undefined)
    await expect.poll(() => fake.calls.ask.length).toBe(1)
    leaving.abort()
    await expect.poll(() => isStopped).toBe(true)
  })
})

describe('a streamed completion', () => {
  const streamed = (pieces: string[], answer: Answer = ANSWER) => {
    fake.gives.ask = (_, onEvent) => {
      for (const text of pieces) onEvent({ event: 'delta', data: { text } })
      return answer
    }
  }

  it('brings the words as they come, then the sources, then the end', async () => {
    streamed(['第二轮演示改成', '跟着一辆集卡走一遍。[1]'])
    const { chunks, text, last } = await readStream()
    expect(text).toBe(ANSWER.text + SOURCES)
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' })
    expect(chunks.map(({ choices }) => choices[0]?.delta.content).slice(1, 4)).toEqual([
      '第二轮演示改成',
      '跟着一辆集卡走一遍。[1]',
      SOURCES,
    ])
    expect(last?.choices[0]).toMatchObject({ finish_reason: 'stop', delta: { citations: [CITATION] } })
    expect((last as Extended).precedent).toMatchObject({ answerId: 'answer-7', status: 'answered' })
    expect((last as Extended).precedent).not.toHaveProperty('supersedes')
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
    expect(chunks.every((chunk) => !('usage' in chunk))).toBe(true)
  })

  it('sends the first words before the answer is finished', async () => {
    let finish: () => void = () => undefined
    fake.gives.ask = (_, onEvent) => {
      onEvent({ event: 'delta', data: { text: '第二轮' } })
      return new Promise((resolve) => {
        finish = () => resolve({ ...ANSWER, text: '第二轮演示。' })
      })
    }
    const messages = [{ role: 'user' as const, content: QUESTION }]
    let text = ''
    for await (const { choices } of await client.chat.completions.create({ model: 'p', messages, stream: true })) {
      text += choices[0]?.delta.content ?? ''
      if (text === '第二轮') finish()
    }
    expect(text).toBe(`第二轮演示。${SOURCES}`)
  })

  it('counts tokens in a last chunk when it is asked to', async () => {
    streamed([ANSWER.text])
    const { chunks } = await readStream({ stream_options: { include_usage: true } })
    const last = chunks.at(-1)
    expect(last?.choices).toEqual([])
    expect(last?.usage).toMatchObject({ prompt_tokens: 17, total_tokens: expect.any(Number) })
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true)
  })

  it('is read by the helper of the official client', async () => {
    streamed([ANSWER.text])
    const stream = client.chat.completions.stream({ model: 'precedent', messages: [{ role: 'user', content: 'x' }] })
    const completion = await stream.finalChatCompletion()
    expect(completion.choices[0]?.message).toMatchObject({ content: ANSWER.text + SOURCES, citations: [CITATION] })
    expect((completion as Extended).precedent?.answerId).toBe('answer-7')
  })

  it('says that the words of a model that failed are void, and gives the checked answer after them', async () => {
    streamed(['模型说了一半'])
    const { text, last } = await readStream()
    const { supersedes = 0 } = (last as Extended).precedent ?? {}
    expect(text).toContain('模型说了一半\n\n---\n\n以上内容未通过核对，作废。')
    expect(text.slice(supersedes)).toBe(ANSWER.text + SOURCES)
  })

  it('completes what came short, without a word about it', async () => {
    streamed(['第二轮演示改成'])
    const { text, last } = await readStream()
    expect(text).toBe(ANSWER.text + SOURCES)
    expect((last as Extended).precedent).not.toHaveProperty('supersedes')
  })

  it('tells the steps of a deep answer as they are done', async () => {
    const step = { n: 1, kind: 'search' as const, about: '验收', found: [], tookMs: 5 }
    fake.gives.ask = (_, onEvent) => {
      onEvent({ event: 'step', data: step })
      return { ...ANSWER, steps: [step] }
    }
    const { chunks, last } = await readStream({ model: 'precedent-deep' })
    expect((chunks[1] as Extended).precedent).toEqual({ step })
    expect((last as Extended).precedent?.steps).toEqual([step])
  })

  it('ends in an error that the client throws', async () => {
    fake.gives.ask = () => {
      throw new AppError('engine_unavailable', 'The search engine does not answer.')
    }
    const failure = await failureOf(readStream())
    expect(failure).toMatchObject({ code: 'engine_unavailable', type: 'server_error' })
    expect(failure.message).toContain('The search engine does not answer.')
  })

  it('keeps the words of an unexpected failure from sight', async () => {
    fake.gives.ask = () => {
      throw new Error('password=hunter2')
    }
    const failure = await failureOf(readStream())
    expect(failure.code).toBe('internal')
    expect(JSON.stringify(failure) + failure.message).not.toContain('hunter2')
    expect(fake.calls.log.join()).toContain('hunter2')
  })

  it('stops asking when the client leaves half-way', async () => {
    let isStopped = false
    fake.gives.ask = ({ signal }, onEvent) => {
      onEvent({ event: 'delta', data: { text: '第二轮' } })
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          isStopped = true
          reject(new Error('stopped'))
        })
      })
    }
    const messages = [{ role: 'user' as const, content: QUESTION }]
    const stream = await client.chat.completions.create({ model: 'precedent', messages, stream: true })
    for await (const { choices } of stream) if (choices[0]?.delta.content) break
    await expect.poll(() => isStopped).toBe(true)
    expect(fake.calls.log).toEqual([])
  })
})

describe('what is refused', () => {
  const user = { role: 'user', content: 'x' }

  it.each([
    [{ messages: [user], n: 2 }, 'n'],
    [{ messages: [user], tools: [{ type: 'function', function: { name: 'f' } }] }, 'tools'],
    [{ messages: [user], functions: [{ name: 'f' }] }, 'functions'],
    [{ messages: [user], response_format: { type: 'json_object' } }, 'response_format.type'],
    [{ messages: [user], modalities: ['text', 'audio'] }, 'modalities[1]'],
    [{ messages: [] }, 'messages'],
    [{}, 'messages'],
    [{ messages: [{ role: 'system', content: 'x' }] }, 'messages'],
    [{ messages: [{ role: 'user', content: ' ' }] }, 'messages[0].content'],
    [{ messages: [{ role: 'user', content: 'x'.repeat(4_001) }] }, 'messages[0].content'],
    [{ messages: [user, { role: 'queen', content: 'x' }] }, 'messages[1].role'],
    [{ messages: [user], filters: { kind: 'poem' } }, 'filters.kind'],
  ])('is %j, and the field is named', async (body, param) => {
    const failure = await failureOf(client.post('/chat/completions', { body: { model: 'precedent', ...body } }))
    expect(failure).toMatchObject({ status: 400, type: 'invalid_request_error', param })
    expect(fake.calls.ask).toEqual([])
  })

  it('is an image, and it is said that only text is read', async () => {
    const content = [
      { type: 'text', text: 'what is this?' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } },
    ]
    const failure = await failureOf(ask([{ role: 'user', content } as OpenAI.ChatCompletionMessageParam]))
    expect(failure.status).toBe(400)
    expect(failure.message).toContain('"image_url" is not read here: send text parts only')
  })

  it('takes what only says what it does anyway', async () => {
    const body = { n: 1, tools: [], tool_choice: 'none', response_format: { type: 'text' }, logprobs: false }
    expect((await ask([{ role: 'user', content: 'x' }], body)).choices).toHaveLength(1)
  })

  it.each([
    ['no JSON', '{"messages": ', 400, 'malformed_request'],
    ['too large', JSON.stringify({ pad: 'x'.repeat(9_000_000) }), 413, 'payload_too_large'],
  ])('is a body that is %s, in the same form', async (_, body, status, code) => {
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(await response.json()).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', code, param: null },
    })
  })

  it('is a page of another origin', async () => {
    const response = await fetch(`${server.url}/v1/models`, { headers: { origin: 'https://elsewhere.example' } })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ error: { type: 'permission_error', code: 'forbidden_origin' } })
  })

  it('is told with the status of the failure', async () => {
    fake.gives.ask = () => {
      throw new AppError('engine_unavailable', 'The search engine does not answer.')
    }
    const failure = await failureOf(ask([{ role: 'user', content: 'x' }]))
    expect(failure).toMatchObject({ status: 503, code: 'engine_unavailable', type: 'server_error' })
  })
})

describe('the models', () => {
  it('are two, each to be had by its id', async () => {
    const ids: string[] = []
    for await (const { id } of client.models.list()) ids.push(id)
    expect(ids).toEqual(['precedent', 'precedent-deep'])
    expect(await client.models.retrieve('precedent-deep')).toMatchObject({ object: 'model', owned_by: 'precedent' })
  })

  it('are no others', async () => {
    const failure = await failureOf(client.models.retrieve('toString'))
    expect(failure).toMatchObject({ status: 404, code: 'not_found' })
  })
})
