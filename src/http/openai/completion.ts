import { z } from '@hono/zod-openapi'
import type { Answer } from '../../answering/answer.ts'
import { writeAppendix } from '../answer-text.ts'
import { answerSchema, citationSchema } from '../wire/answer.ts'
import type { ModelId } from './models.ts'

/** A Han character is about a token, and so are four of other scripts. */
const CHARACTERS_PER_TOKEN = 4

const usageSchema = z
  .object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() })
  .openapi('Usage', {
    description:
      'An estimate from the characters of the messages and of the content (a Han character or four others a token), passages not counted',
  })

export type Usage = z.infer<typeof usageSchema>

/** What an answer has and a completion has no place for. */
export const answerFactsSchema = answerSchema
  .pick({
    status: true,
    mode: true,
    asked: true,
    sentences: true,
    conflicts: true,
    stale: true,
    steps: true,
    gapId: true,
    degraded: true,
  })
  .extend({
    answerId: z.string().openapi({ description: 'Of `GET /api/answers/{id}`' }),
    supersedes: z
      .int()
      .optional()
      .openapi({ description: 'In a stream: so many characters from the start of the content are to be dropped' }),
  })
  .openapi('AnswerFacts')

export type AnswerFacts = z.infer<typeof answerFactsSchema>

export const completionSchema = z
  .object({
    id: z.string().openapi({ example: 'chatcmpl-4f2c' }),
    object: z.literal('chat.completion'),
    created: z.int(),
    model: z.string(),
    system_fingerprint: z.string().openapi({ description: 'Id of the corpus as it stood' }),
    choices: z.array(
      z.object({
        index: z.int(),
        message: z.object({
          role: z.literal('assistant'),
          content: z.string(),
          refusal: z.null(),
          citations: z.array(citationSchema),
        }),
        logprobs: z.null(),
        finish_reason: z.literal('stop'),
      }),
    ),
    usage: usageSchema,
    precedent: answerFactsSchema,
  })
  .openapi('ChatCompletion')

export type Completion = z.infer<typeof completionSchema>

/** What all chunks of a completion share. `created`: seconds since 1970. */
export type CompletionHead = { id: string; created: number; model: ModelId }

function countTokens(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return han + Math.ceil((text.length - han) / CHARACTERS_PER_TOKEN)
}

export function estimateUsage(prompt: string, content: string): Usage {
  const [prompt_tokens, completion_tokens] = [countTokens(prompt), countTokens(content)]
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}

export function toAnswerFacts(answer: Answer): AnswerFacts {
  return answerFactsSchema.parse({ ...answer, answerId: answer.id })
}

/** An answer as one completion. `prompt`: the text of the messages, for the estimate of its tokens. */
export function toCompletion(answer: Answer, head: CompletionHead, prompt: string): Completion {
  const content = answer.text + writeAppendix(answer)
  const message = { role: 'assistant', content, refusal: null, citations: answer.citations } as const
  return {
    ...head,
    object: 'chat.completion',
    system_fingerprint: answer.snapshot,
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: estimateUsage(prompt, content),
    precedent: toAnswerFacts(answer),
  }
}
