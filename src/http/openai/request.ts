import { z } from '@hono/zod-openapi'
import type { AnswerRequest, Turn } from '../../answering/answer.ts'
import { findAppendix } from '../answer-text.ts'
import { filtersSchema, questionSchema, toFilters } from '../wire/query.ts'
import { chooseModel } from './models.ts'

const MOST_MESSAGES = 10_000

const partSchema = z
  .looseObject({ type: z.string() })
  .superRefine((part, ctx) => {
    if (part.type === 'refusal') return
    if (part.type !== 'text') {
      ctx.addIssue({ code: 'custom', path: ['type'], message: `"${part.type}" is not read here: send text parts only` })
    } else if (typeof part.text !== 'string') {
      ctx.addIssue({ code: 'custom', path: ['text'], message: 'takes the words of a text part' })
    }
  })
  .openapi({ type: 'object', required: ['type'], description: '`{"type": "text", "text": "…"}`; no images' })

const messageSchema = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: z
    .union([z.string(), z.array(partSchema)])
    .nullish()
    .openapi({ description: 'Text, or text parts' }),
})

type Message = z.infer<typeof messageSchema>

const UNSUPPORTED = {
  n: 'one answer is given to a question: leave it out, or send 1',
  tools: 'this model calls no tools: leave them out',
  functions: 'this model calls no functions: leave them out',
  response_format: 'answers are text with marks [n]: leave it out, or send {"type": "text"}',
  modalities: 'answers are text: leave it out, or send ["text"]',
} as const

function textOf({ content }: Message): string {
  if (typeof content === 'string') return content
  const parts = content ?? []
  return parts.map(({ text }) => (typeof text === 'string' ? text : '')).join('\n')
}

function lastUserAt(messages: readonly Message[]): number {
  return messages.findLastIndex(({ role }) => role === 'user')
}

/** A question that is wrong is told at its message. */
function checkQuestion(messages: readonly Message[], ctx: z.RefinementCtx): void {
  const at = lastUserAt(messages)
  const message = messages[at]
  if (!message) {
    ctx.addIssue({ code: 'custom', message: 'takes at least one message of the user' })
    return
  }
  const { error } = questionSchema.safeParse(textOf(message))
  for (const issue of error?.issues ?? []) ctx.addIssue({ ...issue, code: 'custom', path: [at, 'content'] })
}

/** Asked for here is what can be kept; what only tunes a model is taken and has no effect. */
export const completionRequestSchema = z
  .object({
    model: z
      .string()
      .optional()
      .openapi({ description: '`precedent` or `precedent-deep`; any other name is answered by `precedent`' }),
    messages: z
      .array(messageSchema)
      .max(MOST_MESSAGES)
      .superRefine(checkQuestion)
      .openapi({ description: 'The last message of the user is the question, those before are what was asked before' }),
    stream: z.boolean().nullish(),
    stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
    user: z.string().nullish(),
    filters: filtersSchema.optional().openapi({ description: 'Where to look; an addition to what OpenAI has' }),
    n: z.literal(1, UNSUPPORTED.n).nullish(),
    tools: z.array(z.unknown()).max(0, UNSUPPORTED.tools).nullish(),
    functions: z.array(z.unknown()).max(0, UNSUPPORTED.functions).nullish(),
    response_format: z.object({ type: z.literal('text', UNSUPPORTED.response_format) }).nullish(),
    modalities: z.array(z.literal('text', UNSUPPORTED.modalities)).nullish(),
  })
  .openapi('ChatCompletionRequest')

export type CompletionRequest = z.infer<typeof completionRequestSchema>

/** What was asked before, each with what was answered, without the list of sources that we appended. */
function readTurns(messages: readonly Message[]): Turn[] {
  const turns: { question: string; answer?: string }[] = []
  for (const message of messages) {
    const text = textOf(message)
    const last = turns.at(-1)
    if (message.role === 'user' && text.trim() !== '') turns.push({ question: text.trim() })
    if (message.role === 'assistant' && last) {
      const words = text.slice(0, findAppendix(text))
      last.answer = last.answer === undefined ? words : `${last.answer}\n${words}`
    }
  }
  return turns
}

export function toAnswerRequest({ model, messages, filters }: CompletionRequest): AnswerRequest {
  const at = lastUserAt(messages)
  const message = messages[at]
  const turns = readTurns(messages.slice(0, at))
  return {
    question: message ? textOf(message).trim() : '',
    filters: toFilters(filters),
    depth: chooseModel(model).depth,
    ...(turns.length > 0 ? { turns } : {}),
  }
}

/** Characters of all messages, for an estimate of their tokens. */
export function textOfMessages({ messages }: CompletionRequest): string {
  return messages.map(textOf).join('\n')
}

/** `messages[0].content`, as OpenAI names a field. */
export function toParam(path: readonly PropertyKey[]): string | null {
  if (path.length === 0) return null
  return path.map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at === 0 ? '' : '.'}${String(key)}`)).join('')
}
