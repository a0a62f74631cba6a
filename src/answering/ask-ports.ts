import type { Access, Filters } from '../engines/access.ts'
import type { QuestionLanguage } from '../language/questions.ts'
import type { Passage, Retrieve } from '../retrieval/passage.ts'
import type { Answer, AnswerRecord, AnswerRequest, AnswerStep, Chat, Turn } from './answer.ts'
import type { Rewrite } from './follow-up/rewrite.ts'
import type { FindRelated } from './terms.ts'

export type InvestigationWatch = { onStep: (step: AnswerStep) => void; signal?: AbortSignal | undefined }

/** Searches and reads in several steps; gives the passages worth answering from, best first. */
export type Investigate = (
  question: string,
  scope: { filters: Filters; access: Access; language: QuestionLanguage },
  watch: InvestigationWatch,
) => Promise<{
  passages: Passage[]
  steps: AnswerStep[]
  degraded?: string[]
  /** Why it ended before it was done. */
  stopped?: 'steps' | 'time' | 'model'
}>

/** What could not be answered. */
export type UnansweredQuestion = {
  question: string
  language: QuestionLanguage
  reason: string
  missing: readonly string[]
  nearest: readonly { documentId: string; title: string }[]
  answerId: string
  /** Set for an answer that is made again. */
  replayOf?: string | undefined
}

export type AskDeps = {
  retrieve: Retrieve
  /** The extracted text of a version; undefined when it is gone. */
  readText: (versionId: string) => string | undefined
  /** Absent: answers are extractive. */
  chat?: Chat | undefined
  /** Name of the model behind `chat`. */
  chatModel?: string | undefined
  /** Whether the model reads its own sentences beside their quotes once more. */
  readsTwice?: boolean
  /** Other words for those of a question; absent: words count only as they stand. */
  findRelated?: FindRelated | undefined
  /** The latest turns of a conversation, oldest first. */
  recallTurns?: (conversationId: string) => readonly Turn[]
  /** Absent: every question is taken as it stands. */
  rewrite?: Rewrite
  /** Absent: deep questions are answered as quick ones. */
  investigate?: Investigate
  /** Notes that a question has no answer; gives the id of the gap. */
  noteGap?: (unanswered: UnansweredQuestion) => string | undefined
  /** What answers are made with just now. */
  settings?: () => Omit<AnswerRecord['settings'], 'passages'>
  /** Id of the corpus as it stands. */
  snapshot: () => string
  save: (answer: Answer, request: AnswerRequest) => void
  /** Milliseconds. */
  now: () => number
  newId: () => string
}
