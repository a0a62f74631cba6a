import type { Access, Filters } from '../engines/access.ts'
import type { Span } from '../language/span.ts'
import type { Passage } from '../retrieval/passage.ts'

/** A place that supports a sentence. `quote` is the version's text cut at `span`, never a model's words. */
export type Citation = {
  n: number
  chunkId: string
  documentId: string
  versionId: string
  title: string
  quote: string
  span: Span
  page?: number
  speaker?: string
}

export type Sentence = {
  text: string
  /** Numbers of the citations it rests on. */
  citations: number[]
  support: 'supported' | 'partial' | 'unsupported'
  notes?: string[]
}

export type Answer = {
  id: string
  question: string
  status: 'answered' | 'partial' | 'refused'
  mode: 'extractive' | 'generated'
  /** Markdown with marks `[n]`. */
  text: string
  sentences: Sentence[]
  citations: Citation[]
  /** The passages nearest to the question, also when it was refused. */
  nearest: Passage[]
  conflicts: { about: string; citations: number[] }[]
  /** Id of the corpus as it stood. */
  snapshot: string
  /** What it was made without: names of services that did not answer. */
  degraded: string[]
  tookMs: number
}

export type AnswerRequest = { question: string; filters: Filters; conversationId?: string | undefined }

/** What happens on the way, for whoever watches. */
export type AnswerEvent =
  | { event: 'passages'; data: Passage[] }
  | { event: 'delta'; data: { text: string } }
  | { event: 'citation'; data: Citation }
  | { event: 'check'; data: Sentence }

export type Ask = (
  request: AnswerRequest,
  access: Access,
  watch?: { onEvent?: (event: AnswerEvent) => void; signal?: AbortSignal },
) => Promise<Answer>

/** Writes text from a prompt; yields it as it comes. @throws AppError `chat_failed` */
export type Chat = (prompt: ChatPrompt, signal?: AbortSignal) => AsyncIterable<string>
export type ChatPrompt = { system: string; user: string }
