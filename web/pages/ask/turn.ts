import { DroppedError, type ServerEvent } from '../../api/read-events.ts'
import type { Answer, AnswerStep, Citation, Depth, Hit, Sentence } from '../../api/wire.ts'
import { type Scope, scopeOfAnswer } from './scope.ts'

export type Verdict = 'up' | 'down'
export type KeptAnswer = Answer & { createdAt?: string; feedback?: { verdict: Verdict } | undefined }

/** One question with what came of it. Once there is an `answer`, it is the truth and the streamed parts are past. */
export type Turn = {
  key: string
  question: string
  scope: Scope
  depth: Depth
  /** Asked by this page, not read from the past. */
  isOwn: boolean
  phase: 'working' | 'done' | 'failed' | 'stopped' | 'interrupted'
  /** Milliseconds since 1970. */
  startedAt: number
  /** The full question of a follow-up, as it is looked for. */
  asked?: string
  steps: readonly AnswerStep[]
  passages: Hit[] | undefined
  text: string
  citations: Citation[]
  sentences: Sentence[]
  answer?: KeptAnswer
  error?: unknown
}

/** What is asked: the words, of which documents, how thoroughly. */
export type Asked = { question: string; scope: Scope; depth: Depth }

export function newTurn(key: string, asked: Asked, startedAt: number): Turn {
  return {
    key,
    ...asked,
    isOwn: true,
    phase: 'working',
    startedAt,
    steps: [],
    passages: undefined,
    text: '',
    citations: [],
    sentences: [],
  }
}

export function turnOf(answer: KeptAnswer): Turn {
  const { id, question, asked, nearest, text, citations, sentences, steps = [], createdAt } = answer
  const startedAt = createdAt === undefined ? 0 : Date.parse(createdAt)
  const depth = answer.record?.depth ?? 'quick'
  const parts = { passages: nearest, text, citations, sentences, steps, ...(asked === undefined ? {} : { asked }) }
  const scope = scopeOfAnswer(answer)
  return { key: id, question, scope, depth, isOwn: false, phase: 'done', startedAt, ...parts, answer }
}

/** The turn after an event of its stream. */
export function applyEvent(turn: Turn, { event, data }: ServerEvent): Turn {
  if (event === 'rewritten') return { ...turn, asked: (data as { question: string }).question }
  if (event === 'step') return { ...turn, steps: [...turn.steps, data as AnswerStep] }
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

export function interruptedTurn(key: string, asked: Asked): Turn {
  return { ...newTurn(key, asked, 0), phase: 'interrupted', error: new DroppedError(false) }
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
