import { AppError } from '../../errors.ts'
import type { QuestionLanguage } from '../../language/questions.ts'
import type { Chat, ChatPrompt, Turn } from '../answer.ts'
import { boundedReply } from '../read-reply.ts'
import { checkRewrite } from './check-rewrite.ts'
import { completeFollowUp, standsAlone } from './complete.ts'
import { recentTurns } from './recent-turns.ts'
import { buildRewritePrompt, COMPLETE } from './rewrite-prompt.ts'

/**
 * The full question of a follow-up; undefined when the question stands for itself.
 * @throws the signal's reason
 */
export type Rewrite = (
  question: string,
  turns: readonly Turn[],
  language: QuestionLanguage,
  signal?: AbortSignal,
) => Promise<{ question: string; by: 'rules' | 'model' } | undefined>

/** How long a model may take before the rules' question is used, in milliseconds. */
const PATIENCE_MS = 4_000
const LONGEST_LINE = 2_000
const THOUGHT = /^[\s\S]*<\/think>/u

/** One line of the model, or undefined when it fails, stalls or goes on and on. */
async function askModel(
  chat: Chat,
  prompt: ChatPrompt,
  patienceMs: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const patience = new AbortController()
  const stop = signal ? AbortSignal.any([signal, patience.signal]) : patience.signal
  const read = async (): Promise<string | undefined> => {
    let reply = ''
    for await (const piece of boundedReply(chat, prompt, stop)) {
      reply += piece
      if (reply.length > LONGEST_LINE && !reply.includes('<think>')) return undefined
    }
    return reply.replace(THOUGHT, '').trim()
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const stalled = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs)
    stop.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  try {
    return await Promise.race([read(), stalled])
  } catch (error) {
    if (stop.aborted || (error instanceof AppError && error.code === 'chat_failed')) return undefined
    throw error
  } finally {
    clearTimeout(timer)
    patience.abort()
  }
}

/**
 * Completes follow-ups by rules and, with a model, by asking it for one line, which is used only where it passes its
 * check. A question that plainly stands for itself is not sent to the model.
 * @param patienceMs how long the model may take before the rules' question stands
 */
export function createRewrite({
  chat,
  patienceMs = PATIENCE_MS,
}: {
  chat?: Chat | undefined
  patienceMs?: number
}): Rewrite {
  return async (question, turns, language, signal) => {
    signal?.throwIfAborted()
    const recent = recentTurns(turns)
    const byRules = completeFollowUp(question, recent)
    const fromRules = byRules === undefined ? undefined : { question: byRules, by: 'rules' as const }
    if (!chat || recent.length === 0 || (byRules === undefined && standsAlone(question))) return fromRules
    const reply = await askModel(chat, buildRewritePrompt(question, recent, language), patienceMs, signal)
    signal?.throwIfAborted()
    if (reply === undefined) return fromRules
    if (reply.replace(/\W+/gu, '') === COMPLETE) return undefined
    const full = checkRewrite(reply, question, recent)
    if (full === undefined) return fromRules
    return full === question.trim() ? undefined : { question: full, by: 'model' }
  }
}
