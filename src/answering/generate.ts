import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { QuestionLanguage } from '../language/questions.ts'
import type { AnswerEvent, Chat, Citation, Sentence } from './answer.ts'
import type { SourcedPassage } from './candidates.ts'
import { createCollector } from './collect-sentences.ts'
import { takeSentences } from './marks.ts'
import { buildPrompt, NO_ANSWER } from './prompt.ts'
import { boundedReply } from './read-reply.ts'
import { repairSentences } from './repair.ts'
import { checkWithModel } from './second-check.ts'
import type { FindRelated } from './terms.ts'

export type GenerationRequest = {
  question: string
  language: QuestionLanguage
  /** In the order of their numbers in the prompt, from 1. */
  sourced: readonly SourcedPassage[]
  chat: Chat
  findRelated: FindRelated | undefined
  onEvent: (event: AnswerEvent) => void
  signal: AbortSignal | undefined
  /** Whether the model reads its own sentences beside their quotes once more. */
  readsTwice: boolean
}

/** `unusable`: a reply that cites nothing. */
export type Generation =
  | {
      outcome: 'answered'
      text: string
      sentences: Sentence[]
      citations: Citation[]
      promptHash: string
      /** What it was made without. */
      degraded: string[]
    }
  | { outcome: 'no_answer'; promptHash: string }
  | { outcome: 'unusable' }

const SAYS_NO =
  /(资料|段落|文档|材料|原文|上下文|片段)(里|中)?(都|均|并)?(没有|未|无法|不)|没有(找到|提到|提及|相关)|无法(回答|确定|得知)|未(提到|提及|说明|找到)|\b(do(es)? not|don't|doesn't|cannot|can't|no)\b.{0,30}\b(say|mention|contain|answer|information|specif|provide|state)/i
/** Thoughts that some models think aloud before the answer are not part of it. */
function skipThinking(buffer: string): { text: string; isThinking: boolean; hasThought: boolean } {
  const close = buffer.lastIndexOf('</think>')
  if (close >= 0) return { text: buffer.slice(close + 8), isThinking: false, hasThought: true }
  const start = buffer.trimStart().slice(0, 7)
  return { text: buffer, isThinking: start !== '' && '<think>'.startsWith(start), hasThought: false }
}

/**
 * Asks the model and checks what it says, sentence by sentence, while it comes: marks of passages that do not exist
 * are dropped, each other mark is bound to a place in its passage, and every sentence gets its verdict. Shown are only
 * whole, checked sentences; their citations are numbered in the order of their appearance. What fails the check gets
 * one attempt at repair, whose result supersedes what was shown on the way.
 * @throws AppError `chat_failed` when the model does not answer or its reply has no end.
 */
export async function generateAnswer(request: GenerationRequest): Promise<Generation> {
  const prompt = buildPrompt(
    request.question,
    request.language,
    request.sourced.map(({ passage }) => passage),
  )
  const promptHash = createHash('sha256').update(`${prompt.system}\n${prompt.user}`).digest('hex')
  const collector = createCollector(request)
  let reply = ''
  let buffer = ''
  for await (const delta of boundedReply(request.chat, prompt, request.signal)) {
    reply += delta
    const { text, isThinking, hasThought } = skipThinking(buffer + delta)
    buffer = text
    if (hasThought) collector.restart()
    if (isThinking || isRefusalSoFar(buffer)) continue
    const { sentences, rest } = takeSentences(buffer, false)
    sentences.forEach(collector.add)
    buffer = rest
  }
  const { text: answer } = skipThinking(reply)
  if (answer.trim() === '' || /^\W*NO_ANSWER\b/.test(answer)) return { outcome: 'no_answer', promptHash }
  takeSentences(buffer, true).sentences.forEach(collector.add)
  const collected = collector.finish()
  if (collected.citations.length === 0) {
    const isRefusal = answer.includes(NO_ANSWER) || SAYS_NO.test(answer)
    return isRefusal ? { outcome: 'no_answer', promptHash } : { outcome: 'unusable' }
  }
  const { text, citations, sentences } = await repairSentences(collected, request)
  return { outcome: 'answered', text, citations, promptHash, ...(await readTwice(sentences, citations, request)) }
}

async function readTwice(sentences: Sentence[], citations: Citation[], request: GenerationRequest) {
  if (!request.readsTwice) return { sentences, degraded: [] }
  try {
    return { sentences: await checkWithModel(sentences, citations, request.chat, request.signal), degraded: [] }
  } catch (error) {
    request.signal?.throwIfAborted()
    if (error instanceof AppError && error.code === 'chat_failed') return { sentences, degraded: ['second_check'] }
    throw error
  }
}

/** Whether what has come so far is, or may still become, the word for "no answer". */
function isRefusalSoFar(buffer: string): boolean {
  const start = buffer.replace(/^[^A-Za-z\p{Script=Han}]+/u, '').slice(0, NO_ANSWER.length)
  return NO_ANSWER.startsWith(start)
}
