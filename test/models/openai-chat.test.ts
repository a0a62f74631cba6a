import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { openAiChat } from '../../src/models/openai-chat.ts'
import { type OpenAiServer, startOpenAiServer } from '../helpers/openai-server.ts'

const KEY = 'sk-secret-0123456789'
const PROMPT = { system: 'rules', user: 'question' }
const QUICK = { firstTokenMs: 2_000, totalMs: 4_000 }

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function scripted(reply = '第一句。[1]'): Promise<OpenAiServer> {
  const server = await startOpenAiServer({ complete: () => reply, delayMs: 300 })
  closers.push(server.close)
  return server
}

/** A server of one's own making, for what the scripted one does not do. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

async function read(baseUrl: string, limits = QUICK, signal?: AbortSignal): Promise<string> {
  let text = ''
  for await (const piece of openAiChat({ baseUrl, apiKey: KEY, model: 'm' }, limits)(PROMPT, signal)) text += piece
  return text
}

async function failureOf(reading: Promise<string>): Promise<AppError> {
  const failure = await reading.catch((error: unknown) => error)
  if (!(failure instanceof AppError)) throw new Error(`expected an AppError, got ${String(failure)}`)
  expect(failure.code).toBe('chat_failed')
  expect(failure.message).toContain('127.0.0.1:')
  expect(failure.message).not.toMatch(/sk-|secret/)
  return failure
}

const event = (content: string | null, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`

describe('openAiChat', () => {
  it('asks for a stream of plain text at temperature 0 and nothing else', async () => {
    const server = await scripted()
    expect(await read(server.baseUrl)).toBe('第一句。[1]')
    expect(server.requests).toEqual([
      {
        path: '/v1/chat/completions',
        authorization: `Bearer ${KEY}`,
        body: {
          model: 'm',
          temperature: 0,
          stream: true,
          messages: [
            { role: 'system', content: 'rules' },
            { role: 'user', content: 'question' },
          ],
        },
      },
    ])
  })

  it('yields the text as it comes', async () => {
    const server = await scripted('一二三四五六七八')
    const pieces: string[] = []
    for await (const piece of openAiChat({ baseUrl: server.baseUrl, apiKey: KEY, model: 'm' })(PROMPT))
      pieces.push(piece)
    expect(pieces).toEqual(['一二三四', '五六七八'])
  })

  it('takes events without choices, without text and with usage only', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(
        `data: {"choices":[]}\n\n${event(null)}${event('好')}data: {"choices":[{"delta":null}]}\n\n${event(null, 'stop')}data: {"choices":[],"usage":{"total_tokens":3}}\n\ndata: [DONE]\n\n`,
      )
    })
    expect(await read(baseUrl)).toBe('好')
  })

  it('takes a server that answers in one piece', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      response.end(JSON.stringify({ choices: [{ index: 0, message: { content: '好' }, finish_reason: 'stop' }] }))
    })
    expect(await read(baseUrl)).toBe('好')
  })

  it('tries once more when the server fails', async () => {
    const server = await scripted()
    server.nextModes('failing')
    expect(await read(server.baseUrl)).toBe('第一句。[1]')
  })

  it('takes a stream that was cut off for a failure, whatever had come', async () => {
    const server = await scripted('一二三四五六七八')
    server.setMode('cut_off')
    await failureOf(read(server.baseUrl))
  })

  it('takes a stream for cut off that ends without saying so', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(event('一半'))
    })
    expect((await failureOf(read(baseUrl))).message).toContain('middle of its answer')
  })

  it('takes an answer that ran into its length limit for cut off', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(`${event('一半')}${event(null, 'length')}data: [DONE]\n\n`)
    })
    expect((await failureOf(read(baseUrl))).message).toContain('length')
  })

  it.each(['malformed', 'failing', 'rate_limited'] as const)(
    'says what to check when the server is %s',
    async (mode) => {
      const server = await scripted()
      server.setMode(mode)
      expect((await failureOf(read(server.baseUrl))).message).toMatch(/check/)
    },
  )

  it('says nothing of the server’s own words, which repeat the key', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(401, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { message: `Incorrect API key provided: ${KEY}` } }))
    })
    const failure = await failureOf(read(baseUrl))
    expect(failure.message).toContain('CHAT_API_KEY')
    expect(String(failure.cause ?? '')).not.toContain(KEY)
  })

  it('says what to check when nobody listens', async () => {
    expect((await failureOf(read('http://127.0.0.1:9/v1'))).message).toContain('CHAT_BASE_URL')
  })

  it('takes a page of another service for no completion', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<html>welcome</html>')
    })
    await failureOf(read(baseUrl))
  })

  it('gives up waiting for the first word', async () => {
    const server = await scripted()
    server.setMode('slow')
    expect((await failureOf(read(server.baseUrl, { firstTokenMs: 60, totalMs: 4_000 }))).message).toContain('0.06 s')
  })

  it('gives up waiting for the end', async () => {
    const server = await scripted('字'.repeat(200))
    server.setMode('slow')
    expect((await failureOf(read(server.baseUrl, { firstTokenMs: 2_000, totalMs: 700 }))).message).toContain('0.7 s')
  })

  it('ends with the signal, for the signal’s reason', async () => {
    const server = await scripted('字'.repeat(200))
    server.setMode('slow')
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('gone')), 100)
    await expect(read(server.baseUrl, QUICK, stop.signal)).rejects.toThrow('gone')
  })

  it('hangs up when its reader leaves', async () => {
    let hungUp = false
    const baseUrl = await serve((request, response) => {
      request.resume()
      response.on('close', () => {
        hungUp = true
      })
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(event('一'))
    })
    for await (const _ of openAiChat({ baseUrl, apiKey: KEY, model: 'm' }, QUICK)(PROMPT)) break
    await expect.poll(() => hungUp).toBe(true)
  })
})
