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

/** One step of a search that takes several. `about`: the query, the document read, what was concluded. */
export type AnswerStep = {
  n: number
  kind: 'search' | 'read' | 'conclude'
  about: string
  found: { documentId: string; title: string; chunkId: string }[]
  tookMs: number
}

/** Sources that give different values for one thing: a value for each citation, in their order. */
export type Conflict = { about: string; citations: number[]; values: string[] }

/** A citation of a document that a newer one supersedes. */
export type Stale = { citation: number; newer: { documentId: string; title: string; date: string } }

/** Someone named where the nearest passages speak of the matter. */
export type Knower = { name: string; documentId: string; title: string }

/** What an answer was made from, so that it can be made again. */
export type AnswerRecord = {
  settings: { engine: string; embedder: string; reranker?: string; passages: number }
  passages: { chunkId: string; documentId: string; versionId: string; span: Span }[]
  filters: Filters
  depth: 'quick' | 'deep'
  /** The chat model; absent where none wrote. */
  model?: string
  /** SHA-256, in hexadecimal, of what the model was asked. */
  promptHash?: string
  /** Id of the answer that this one repeats on the corpus as it stands now. */
  replayOf?: string
}

export type Answer = {
  id: string
  question: string
  /** The question that was looked for, where it was completed from what was asked before. */
  asked?: string
  status: 'answered' | 'partial' | 'refused'
  mode: 'extractive' | 'generated'
  /** Markdown with marks `[n]`. */
  text: string
  sentences: Sentence[]
  citations: Citation[]
  /** The passages nearest to the question, also when it was refused. */
  nearest: Passage[]
  conflicts: Conflict[]
  stale?: Stale[]
  /** The steps of a deep answer. */
  steps?: AnswerStep[]
  /** With a refusal: whom to ask, and the gap that was noted. */
  mightKnow?: Knower[]
  gapId?: string
  record?: AnswerRecord
  /** Id of the corpus as it stood. */
  snapshot: string
  /** What it was made without: names of services that did not answer. */
  degraded: string[]
  tookMs: number
}

/** What was asked before in a conversation, with what was answered. */
export type Turn = { question: string; asked?: string | undefined; answer?: string | undefined }

export type AnswerRequest = {
  question: string
  filters: Filters
  conversationId?: string | undefined
  /** Of a conversation that its caller keeps; one that is kept here is recalled by its id. */
  turns?: readonly Turn[] | undefined
  /** `deep`: searches in several steps first. */
  depth?: 'quick' | 'deep' | undefined
  replayOf?: string | undefined
}

/** What happens on the way, for whoever watches. */
export type AnswerEvent =
  | { event: 'rewritten'; data: { question: string } }
  | { event: 'step'; data: AnswerStep }
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
