import type { Answer, Citation, Hit, Sentence } from '../../api/client.ts'
import { DroppedError, type ServerEvent } from '../../api/read-events.ts'
import type { Scope } from './scope.ts'

export type Verdict = 'up' | 'down'
export type KeptAnswer = Answer & { createdAt?: string; feedback?: { verdict: Verdict } | undefined }

/** One question with what came of it. Once there is an `answer`, it is the truth and the streamed parts are past. */
export type Turn = {
  key: string
  question: string
  /** Undefined for an answer of the past, of which the scope is not kept. */
  scope: Scope | undefined
  phase: 'working' | 'done' | 'failed' | 'stopped' | 'interrupted'
  /** Milliseconds since 1970. */
  startedAt: number
  passages: Hit[] | undefined
  text: string
  citations: Citation[]
  sentences: Sentence[]
  answer?: KeptAnswer
  error?: unknown
}

export function newTurn(key: string, question: string, scope: Scope, startedAt: number): Turn {
  return {
    key,
    question,
    scope,
    phase: 'working',
    startedAt,
    passages: undefined,
    text: '',
    citations: [],
    sentences: [],
  }
}

export function turnOf(answer: KeptAnswer): Turn {
  const { id, question, nearest, text, citations, sentences, createdAt } = answer
  const startedAt = createdAt === undefined ? 0 : Date.parse(createdAt)
  const parts = { passages: nearest, text, citations, sentences }
  return { key: id, question, scope: undefined, phase: 'done', startedAt, ...parts, answer }
}

/** The turn after an event of its stream. */
export function applyEvent(turn: Turn, { event, data }: ServerEvent): Turn {
  if (event === 'passages') return { ...turn, passages: data as Hit[] }
  if (event === 'delta') return { ...turn, text: turn.text + (data as { text: string }).text }
  if (event === 'citation') return { ...turn, citations: [...turn.citations, data as Citation] }
  if (event === 'check') return { ...turn, sentences: [...turn.sentences, data as Sentence] }
  if (event === 'done') return { ...turn, phase: 'done', answer: data as Answer }
  return turn
}

/** The turn after its stream broke. */
export function failTurn(turn: Turn, error: unknown): Turn {
  return { ...turn, phase: 'failed', error }
}

export function interruptedTurn(key: string, question: string, scope: Scope): Turn {
  return { ...newTurn(key, question, scope, 0), phase: 'interrupted', error: new DroppedError(false) }
}

/**
 * The turns of a conversation: the kept answers in order, and among them what this page asked, also where it came to
 * nothing. A kept answer that this page asked for keeps its key and scope, so that nothing on screen is made anew.
 * `kept` are turns made by {@link turnOf}.
 */
export function mergeTurns(kept: readonly Turn[], own: readonly Turn[]): Turn[] {
  const lastQuestion = kept.at(-1)?.question
  const waiting = own.filter(({ phase, question }) => phase !== 'interrupted' || question !== lastQuestion)
  const merged: Turn[] = []
  for (const past of kept) {
    const at = waiting.findIndex((turn) => turn.answer?.id === past.answer?.id)
    merged.push(...(at < 0 ? [past] : waiting.splice(0, at + 1)))
  }
  return [...merged, ...waiting]
}
