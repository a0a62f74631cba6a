import type { Answer, AnswerRequest } from '../answer.ts'

/**
 * The question of an answer again, as it was looked for then: a follow-up in its full form, with the same filters and
 * depth. It belongs to no conversation. Answers from before there were records are asked without filters.
 */
export function toReplayRequest({ id, question, asked, record }: Answer): AnswerRequest {
  return { question: asked ?? question, filters: record?.filters ?? {}, depth: record?.depth, replayOf: id }
}
