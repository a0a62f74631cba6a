import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * How the server treats a request.
 * - `normal`: answers as the interface says
 * - `slow`: the same after `delayMs` (streams: `delayMs` between pieces)
 * - `cut_off`: sends half of the answer or stream, then breaks the connection
 * - `malformed`: status 200 with a body (streams: an event) that is no JSON
 * - `rate_limited`: 429 with `Retry-After` (`retryAfter`: seconds, or a date) and what `headers` holds
 * - `refused`: 400, as for a model that is not there
 * - `unauthorised`: 401
 * - `failing`: 500
 * - `wrong_dimensions`: embeddings one number longer than they should be
 * - `missing_vectors`: one embedding fewer than asked for
 * - `not_finite`: embeddings that hold null where a number should be
 * - `shuffled`: embeddings in another order, each with the index of its text
 * - `foreign_index`: embeddings of which the last has the index of no text
 * - `empty`: an empty completion; embeddings are all zero
 *
 * A request for `encoding_format: base64` (the SDK's default) is answered with plain numbers, as several
 * self-hosted servers do, unless `honoursBase64` is set.
 */
export type ServerMode =
  | 'normal'
  | 'slow'
  | 'cut_off'
  | 'malformed'
  | 'rate_limited'
  | 'refused'
  | 'unauthorised'
  | 'failing'
  | 'wrong_dimensions'
  | 'missing_vectors'
  | 'not_finite'
  | 'shuffled'
  | 'foreign_index'
  | 'empty'

export type ChatMessage = { role: string; content: string; tool_call_id?: string }
export type RecordedRequest = { path: string; authorization: string; body: Record<string, unknown> }

export type OpenAiServerOptions = {
  dimensions?: number
  delayMs?: number
  retryAfter?: number | string
  /** Sent with a 429. */
  headers?: Record<string, string>
  honoursBase64?: boolean
  /** Embeddings: a request with more texts, or with a longer text (UTF-16 units), is answered with `refusal`. */
  maxTexts?: number
  maxCharacters?: number
  /** The status of such a refusal. */
  refusal?: number
  /** Embeddings of other models than these are answered with 404. */
  models?: string[]
  /** The vector of a text; by default made from its hash, whatever the model. */
  embed?: (text: string, model: string) => (number | null)[]
  /** The completion for a conversation; by default the last message back. */
  complete?: (messages: ChatMessage[]) => Completion
  /** The answer to a `/rerank` at any address; by default the share of the question's characters in each text. */
  rerank?: (body: Record<string, unknown>, path: string) => RerankReply
}

type RerankReply = { status?: number; headers?: Record<string, string>; answer: unknown }

/** Text, or a call of one of the tools that the request offered. */
export type Completion = string | { tool: string; arguments: Record<string, unknown> }

export type OpenAiServer = {
  /** To be used as `*_BASE_URL`; ends in `/v1`. */
  baseUrl: string
  requests: RecordedRequest[]
  /** How every request is treated from now on. */
  setMode: (mode: ServerMode) => void
  /** How the next requests are treated, one each, before the mode applies again. */
  nextModes: (...modes: ServerMode[]) => void
  setReply: (complete: (messages: ChatMessage[]) => Completion) => void
  close: () => Promise<void>
}

type Reply = Required<OpenAiServerOptions> & { mode: ServerMode }

function hashedVector(text: string, dimensions: number): number[] {
  const bytes = createHash('sha256').update(text).digest()
  return Array.from({ length: dimensions }, (_, i) => (bytes[i % bytes.length] ?? 0) / 255 - 0.5)
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>
}

function sendJson(response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}

function sendHalf(response: ServerResponse, body: string) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) })
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
}

function toBase64(vector: (number | null)[]): string {
  return Buffer.from(Float32Array.from(vector, Number).buffer).toString('base64')
}

function embeddingsOf(body: Record<string, unknown>, reply: Reply): unknown {
  const texts = (Array.isArray(body.input) ? body.input : [body.input]).map(String)
  const wanted = typeof body.dimensions === 'number' ? body.dimensions : reply.dimensions
  const given = reply.mode === 'missing_vectors' ? texts.slice(1) : texts
  const data = given.map((text, index) => {
    const vector =
      reply.mode === 'empty'
        ? new Array<number>(wanted).fill(0)
        : reply.embed(text, String(body.model)).slice(0, wanted)
    if (reply.mode === 'wrong_dimensions') vector.push(0.5)
    const numbers = reply.mode === 'not_finite' ? [null, ...vector.slice(1)] : vector
    const isBase64 = body.encoding_format === 'base64' && reply.honoursBase64
    return { object: 'embedding', index, embedding: isBase64 ? toBase64(vector) : numbers }
  })
  const last = data.at(-1)
  if (reply.mode === 'shuffled') data.reverse()
  if (reply.mode === 'foreign_index' && last) last.index = texts.length
  return { object: 'list', model: body.model, data, usage: { prompt_tokens: texts.length, total_tokens: texts.length } }
}

function isTooMuch({ input }: Record<string, unknown>, { maxTexts, maxCharacters }: Reply): boolean {
  const texts = (Array.isArray(input) ? input : [input]).map(String)
  return texts.length > maxTexts || texts.some((text) => text.length > maxCharacters)
}

function chunkOf(id: string, model: unknown, choices: unknown[], extra: object = {}): string {
  return `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 0, model, choices, ...extra })}\n\n`
}

async function streamCompletion(response: ServerResponse, body: Record<string, unknown>, text: string, reply: Reply) {
  const id = `chatcmpl-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  const pieces = text.match(/[\s\S]{1,4}/gu) ?? []
  const sent = reply.mode === 'cut_off' ? pieces.slice(0, Math.ceil(pieces.length / 2)) : pieces
  for (const [i, content] of sent.entries()) {
    if (reply.mode === 'slow') await sleep(reply.delayMs)
    if (reply.mode === 'malformed' && i === Math.min(1, sent.length - 1))
      response.write('data: {"choices": [{"delta"\n\n')
    response.write(chunkOf(id, body.model, [{ index: 0, delta: { content }, finish_reason: null }]))
  }
  if (reply.mode === 'cut_off') {
    await sleep(20)
    response.destroy()
    return
  }
  response.write(chunkOf(id, body.model, [{ index: 0, delta: {}, finish_reason: 'stop' }]))
  const options = body.stream_options as { include_usage?: boolean } | undefined
  if (options?.include_usage) response.write(chunkOf(id, body.model, [], { usage: { total_tokens: pieces.length } }))
  response.end('data: [DONE]\n\n')
}

function choiceOf(completion: Completion): object {
  if (typeof completion === 'string') {
    return { index: 0, message: { role: 'assistant', content: completion }, finish_reason: 'stop' }
  }
  const call = { name: completion.tool, arguments: JSON.stringify(completion.arguments) }
  const tool_calls = [{ id: `call_${randomUUID()}`, type: 'function', function: call }]
  return { index: 0, message: { role: 'assistant', content: null, tool_calls }, finish_reason: 'tool_calls' }
}

async function completeChat(response: ServerResponse, body: Record<string, unknown>, reply: Reply) {
  const said = reply.mode === 'empty' ? '' : reply.complete(body.messages as ChatMessage[])
  if (body.stream === true && typeof said === 'string') return streamCompletion(response, body, said, reply)
  if (reply.mode === 'slow') await sleep(reply.delayMs)
  const choices = [choiceOf(said)]
  const completion = {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: 0,
    model: body.model,
    choices,
  }
  if (reply.mode === 'cut_off') return sendHalf(response, JSON.stringify(completion))
  sendJson(response, 200, completion)
}

function sharedCharacters({ query, documents }: Record<string, unknown>) {
  const asked = [...new Set(String(query))]
  const texts = Array.isArray(documents) ? documents.map(String) : []
  const results = texts.map((text, index) => {
    const shared = asked.filter((character) => text.includes(character))
    return { index, relevance_score: shared.length / asked.length }
  })
  return { answer: { results: results.sort((a, b) => b.relevance_score - a.relevance_score) } }
}

async function answerRerank(response: ServerResponse, path: string, body: Record<string, unknown>, reply: Reply) {
  if (reply.mode === 'slow') await sleep(reply.delayMs)
  const { status = 200, headers = {}, answer } = reply.rerank(body, path)
  if (reply.mode === 'cut_off') return sendHalf(response, JSON.stringify(answer))
  sendJson(response, status, answer, headers)
}

async function answer(response: ServerResponse, path: string, body: Record<string, unknown>, reply: Reply) {
  const error = (message: string) => ({ error: { message, type: 'server_error', code: null } })
  if (reply.mode === 'rate_limited')
    return sendJson(response, 429, error('rate limited'), { 'retry-after': String(reply.retryAfter), ...reply.headers })
  if (reply.mode === 'refused') return sendJson(response, 400, error('no such model'))
  if (reply.mode === 'unauthorised') return sendJson(response, 401, error('no such key'))
  if (reply.mode === 'failing') return sendJson(response, 500, error('the server failed'))
  if (reply.mode === 'malformed' && body.stream !== true) {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end('{"data": [{"embedding": [0.1,')
    return
  }
  if (path.endsWith('/chat/completions')) return completeChat(response, body, reply)
  if (path.endsWith('/rerank')) return answerRerank(response, path, body, reply)
  if (path.endsWith('/embeddings')) {
    if (reply.models.length > 0 && !reply.models.includes(String(body.model)))
      return sendJson(response, 404, error('no such model'))
    if (isTooMuch(body, reply)) return sendJson(response, reply.refusal, error('too long'))
    if (reply.mode === 'slow') await sleep(reply.delayMs)
    const list = embeddingsOf(body, reply)
    if (reply.mode === 'cut_off') return sendHalf(response, JSON.stringify(list))
    return sendJson(response, 200, list)
  }
  sendJson(response, 404, error(`no such call: ${path}`))
}

/** A scripted OpenAI-compatible server on a free loopback port: `/embeddings`, `/chat/completions`, `/rerank`. */
export async function startOpenAiServer(options: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  const dimensions = options.dimensions ?? 8
  const settings: Required<OpenAiServerOptions> = {
    dimensions,
    delayMs: options.delayMs ?? 200,
    retryAfter: options.retryAfter ?? 0,
    headers: options.headers ?? {},
    maxTexts: options.maxTexts ?? Number.POSITIVE_INFINITY,
    maxCharacters: options.maxCharacters ?? Number.POSITIVE_INFINITY,
    refusal: options.refusal ?? 400,
    models: options.models ?? [],
    honoursBase64: options.honoursBase64 ?? false,
    embed: options.embed ?? ((text) => hashedVector(text, dimensions)),
    complete: options.complete ?? ((messages) => messages.at(-1)?.content ?? ''),
    rerank: options.rerank ?? sharedCharacters,
  }
  const requests: RecordedRequest[] = []
  const script: ServerMode[] = []
  let mode: ServerMode = 'normal'
  const server = createServer(async (request, response) => {
    try {
      const path = request.url ?? ''
      const body = await readBody(request)
      requests.push({ path, authorization: request.headers.authorization ?? '', body })
      await answer(response, path, body, { ...settings, mode: script.shift() ?? mode })
    } catch {
      response.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    setMode: (next) => {
      mode = next
    },
    nextModes: (...modes) => {
      script.push(...modes)
    },
    setReply: (complete) => {
      settings.complete = complete
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
