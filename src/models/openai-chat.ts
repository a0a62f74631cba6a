import type { ModelConfig } from '../config.ts'
import { AppError } from '../errors.ts'

/** Writes text from a prompt; yields it as it comes. @throws AppError `chat_failed`, or the signal's reason. */
export type ChatModel = (prompt: ChatMessages, signal?: AbortSignal) => AsyncIterable<string>
export type ChatMessages = { system: string; user: string }

/** How long a model may take, in milliseconds. */
export type ChatLimits = { firstTokenMs: number; totalMs: number }

const LIMITS: ChatLimits = { firstTokenMs: 30_000, totalMs: 120_000 }
const DEFAULT_BASE_URL = 'https://api.openai.com/v1'

type Overrun = 'first_token' | 'total'

/** What to check, by status; an error's own text is left out, since servers repeat keys and prompts in it. */
function whyStatus(status: number): string {
  if (status === 401 || status === 403) return `refused the key (${status}): check CHAT_API_KEY.`
  if (status === 404) return `does not know the model or the address (404): check CHAT_MODEL and CHAT_BASE_URL.`
  if (status === 429) return `is over its limit (429): wait a little, or check the account's quota.`
  if (status === 400 || status === 413 || status === 422) {
    return `did not accept the request (${status}): check that CHAT_MODEL is a chat model and takes long prompts.`
  }
  return `failed (${status}): check its log.`
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined
}

/**
 * A chat model behind `/chat/completions`: streamed, plain text, temperature 0. Takes a server that answers in one piece
 * instead of a stream, too. Nothing is read from the environment here.
 */
export function openAiChat(config: ModelConfig, limits: ChatLimits = LIMITS): ChatModel {
  const baseURL = config.baseUrl ?? DEFAULT_BASE_URL
  const { host } = new URL(baseURL)
  const failed = (why: string) => new AppError('chat_failed', `The chat model at ${host} ${why}`)

  return async function* chat(prompt, signal) {
    signal?.throwIfAborted()
    const stop = new AbortController()
    let overrun: Overrun | undefined
    const endWith = (reason: Overrun) => () => {
      overrun = reason
      stop.abort()
    }
    const onAbort = () => stop.abort()
    signal?.addEventListener('abort', onAbort, { once: true })
    const firstToken = setTimeout(endWith('first_token'), limits.firstTokenMs)
    const total = setTimeout(endWith('total'), limits.totalMs)
    try {
      let isFinished = false
      for await (const { text, finish } of complete(config.model, { ...config, baseURL }, prompt, stop.signal)) {
        if (text !== '') {
          clearTimeout(firstToken)
          yield text
        }
        if (finish === 'stop') isFinished = true
        else if (finish) throw failed(`broke off its answer (${finish}): check the limit of its answers' length.`)
      }
      if (overrun === undefined && !signal?.aborted && !isFinished) {
        throw failed('broke off in the middle of its answer: check its log and the network.')
      }
      stop.signal.throwIfAborted()
    } catch (error) {
      signal?.throwIfAborted()
      if (overrun === 'first_token') {
        throw failed(
          `gave no word in ${limits.firstTokenMs / 1000} s: check that it is running and has the model loaded.`,
        )
      }
      if (overrun === 'total') {
        throw failed(`did not finish in ${limits.totalMs / 1000} s: check its load, or take a faster CHAT_MODEL.`)
      }
      if (error instanceof AppError) throw error
      const status = statusOf(error)
      if (status !== undefined) throw failed(whyStatus(status))
      if (error instanceof SyntaxError) throw failed('sent something that is no chat completion: check CHAT_BASE_URL.')
      throw failed('could not be reached or broke the connection: check CHAT_BASE_URL and that it is running.')
    } finally {
      clearTimeout(firstToken)
      clearTimeout(total)
      signal?.removeEventListener('abort', onAbort)
      stop.abort()
    }
  }
}

type Piece = { text: string; finish: string | undefined }
type Choice = {
  delta?: { content?: unknown } | null
  message?: { content?: unknown } | null
  finish_reason?: string | null
}

/** Servers promise more than they keep: whatever is not text is none. */
function readPiece(body: unknown): Piece {
  const choices = typeof body === 'object' && body !== null && 'choices' in body ? body.choices : undefined
  const choice: Choice | undefined = Array.isArray(choices) ? choices[0] : undefined
  const content = choice?.delta?.content ?? choice?.message?.content
  return { text: typeof content === 'string' ? content : '', finish: choice?.finish_reason ?? undefined }
}

async function* complete(
  model: string,
  { apiKey, baseURL }: { apiKey: string; baseURL: string },
  prompt: ChatMessages,
  signal: AbortSignal,
): AsyncIterable<Piece> {
  const [{ default: OpenAI }, { Stream }] = await Promise.all([import('openai'), import('openai/streaming')])
  const client = new OpenAI({ apiKey, baseURL, organization: null, project: null, maxRetries: 1, logLevel: 'off' })
  const response = await client.chat.completions
    .create(
      {
        model,
        temperature: 0,
        stream: true,
        messages: [
          { role: 'system', content: prompt.system },
          { role: 'user', content: prompt.user },
        ],
      },
      { signal },
    )
    .asResponse()
  if ((response.headers.get('content-type') ?? '').includes('application/json')) {
    const body: unknown = await response.json()
    yield readPiece(body)
    return
  }
  const controller = new AbortController()
  const onAbort = () => controller.abort()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    for await (const chunk of Stream.fromSSEResponse<unknown>(response, controller, client)) yield readPiece(chunk)
  } finally {
    signal.removeEventListener('abort', onAbort)
    controller.abort()
  }
}
