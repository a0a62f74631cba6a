import type { Answer } from '../answering/answer.ts'
import { findAnswer, saveAnswer } from '../db/answers.ts'
import type { Services } from './services.ts'
import { toWireAnswer, type WireAnswer } from './wire/answer.ts'

/** Keeps an answer as it is sent, so that it opens again. An answer that cannot be kept is sent all the same. */
export function keepAnswer(services: Services, answer: Answer, conversationId: string | undefined): WireAnswer {
  const sent = toWireAnswer(answer)
  const { id, question, snapshot } = answer
  try {
    if (!findAnswer(services.db, id)) {
      const row = { id, question, snapshot, conversationId: conversationId ?? null, body: JSON.stringify(sent) }
      saveAnswer(services.db, { ...row, createdAt: new Date().toISOString() })
    }
  } catch (error) {
    services.log(`answer ${id} was not kept: ${String(error)}`)
  }
  return sent
}
