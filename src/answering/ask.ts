import { AppError } from '../errors.ts'
import { asksBesidesValue, asksForList, questionLanguage, wantedValue } from '../language/questions.ts'
import type { Passage, Retrieve } from '../retrieval/passage.ts'
import type { Answer, AnswerEvent, AnswerRequest, Ask, Chat } from './answer.ts'
import { type Candidate, listCandidates, type SourcedPassage, sourcePassages } from './candidates.ts'
import { findConflicts } from './conflicts.ts'
import { findEntities } from './entities.ts'
import { type Evidence, type EvidenceQuestion, weighEvidence } from './evidence.ts'
import { extractAnswer } from './extract.ts'
import { type Generation, generateAnswer } from './generate.ts'
import { fitPassages } from './prompt.ts'
import { writeGap, writeRefusal } from './refusal.ts'
import { type FindRelated, questionTerms } from './terms.ts'
import { LONGEST_QUESTION, PASSAGES_WANTED } from './thresholds.ts'

export type AskDeps = {
  retrieve: Retrieve
  /** The extracted text of a version; undefined when it is gone. */
  readText: (versionId: string) => string | undefined
  /** Absent: answers are extractive. */
  chat?: Chat | undefined
  /** Other words for those of a question; absent: words count only as they stand. */
  findRelated?: FindRelated | undefined
  /** Id of the corpus as it stands. */
  snapshot: () => string
  save: (answer: Answer, request: AnswerRequest) => void
  /** Milliseconds. */
  now: () => number
  newId: () => string
}

/** The part of an answer that depends on how it came about. */
type Body = Pick<Answer, 'status' | 'mode' | 'text' | 'sentences' | 'citations'>
type Work = {
  question: EvidenceQuestion
  isList: boolean
  passages: readonly Passage[]
  sourced: readonly SourcedPassage[]
  candidates: readonly Candidate[]
  evidence: Evidence
  onEvent: (event: AnswerEvent) => void
}

function checkQuestion(text: string): void {
  if (text.trim() === '') throw new AppError('question_empty', 'The question is empty: write what you want to know.')
  if (text.length > LONGEST_QUESTION) {
    throw new AppError(
      'question_too_long',
      `The question has ${text.length} characters and may have ${LONGEST_QUESTION}: shorten it, or bring long text in as a file.`,
    )
  }
}

function readQuestion(text: string, findRelated: FindRelated | undefined): EvidenceQuestion {
  const language = questionLanguage(text)
  return {
    text,
    language,
    wants: wantedValue(text),
    asksOnlyValue: !asksForList(text) && !asksBesidesValue(text),
    terms: questionTerms(text, findRelated),
    entities: findEntities(text, language, findRelated),
  }
}

function refuse({ question, passages, evidence, onEvent }: Work, mode: Answer['mode']): Body {
  const text = writeRefusal(question.language, passages, evidence.missing)
  onEvent({ event: 'delta', data: { text } })
  return { status: 'refused', mode, text, sentences: [], citations: [] }
}

function extract(work: Work): Body {
  const { question, isList, candidates, evidence, onEvent } = work
  const extraction = evidence.answers ? extractAnswer(candidates, { ...question, isList }) : undefined
  if (!extraction) return refuse(work, 'extractive')
  for (const [at, sentence] of extraction.sentences.entries()) {
    onEvent({ event: 'delta', data: { text: extraction.pieces[at] ?? '' } })
    for (const citation of extraction.citations.filter(({ n }) => sentence.citations.includes(n))) {
      onEvent({ event: 'citation', data: citation })
    }
    onEvent({ event: 'check', data: sentence })
  }
  const body = { mode: 'extractive' as const, sentences: extraction.sentences, citations: extraction.citations }
  return withGap(work, { ...body, status: 'answered', text: extraction.text })
}

/** Says which named part of the question stays open. */
function withGap({ question, evidence, onEvent }: Work, body: Body): Body {
  if (evidence.missing.length === 0) return body
  const gap = `\n\n${writeGap(question.language, evidence.missing)}`
  onEvent({ event: 'delta', data: { text: gap } })
  return { ...body, status: 'partial', text: body.text + gap }
}

function settle(work: Work, generation: Exclude<Generation, { outcome: 'unusable' }>): Body {
  if (generation.outcome === 'no_answer') return refuse(work, 'generated')
  const { text, sentences, citations } = generation
  const isWhole = sentences.every(({ support }) => support !== 'unsupported')
  return withGap(work, { status: isWhole ? 'answered' : 'partial', mode: 'generated', text, sentences, citations })
}

/** The model's answer, or undefined when the model failed or said nothing that can be cited. */
async function tryGenerate(work: Work, deps: AskDeps, chat: Chat, signal?: AbortSignal): Promise<Body | undefined> {
  const fitting = fitPassages(work.sourced.map(({ passage }) => passage))
  try {
    const generation = await generateAnswer({
      question: work.question.text,
      language: work.question.language,
      sourced: work.sourced.filter(({ passage }) => fitting.includes(passage)),
      chat,
      findRelated: deps.findRelated,
      onEvent: work.onEvent,
      signal,
    })
    signal?.throwIfAborted()
    return generation.outcome === 'unusable' ? undefined : settle(work, generation)
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof AppError && error.code === 'chat_failed') return undefined
    throw error
  }
}

/**
 * Answers a question from the passages that its asker may read. Without a model, or when it fails (then `degraded`
 * names `chat`), in the passages' own words; refuses when they hold no evidence. What was streamed before a model
 * failed is superseded by the answer returned.
 * @throws AppError `question_empty`, `question_too_long`; whatever retrieval or saving throws; the signal's reason.
 */
export function createAsk(deps: AskDeps): Ask {
  return async (request, access, watch = {}) => {
    const started = deps.now()
    checkQuestion(request.question)
    const snapshot = deps.snapshot()
    const retrieved = await deps.retrieve(
      { query: request.question, limit: PASSAGES_WANTED, filters: request.filters },
      access,
      watch.signal,
    )
    const sourced = sourcePassages(retrieved.passages, deps.readText)
    const passages = sourced.map(({ passage }) => passage)
    const candidates = listCandidates(sourced)
    const question = readQuestion(request.question, deps.findRelated)
    let hasStreamed = false
    const work: Work = {
      question,
      isList: asksForList(request.question),
      passages,
      sourced,
      candidates,
      evidence: weighEvidence(question, passages, candidates),
      onEvent: (event) => {
        hasStreamed = true
        watch.onEvent?.(event)
      },
    }
    watch.onEvent?.({ event: 'passages', data: passages })
    const mayGenerate = deps.chat !== undefined && (work.evidence.answers || !work.evidence.certain)
    const generated = mayGenerate && deps.chat ? await tryGenerate(work, deps, deps.chat, watch.signal) : undefined
    const body = generated ?? extract(hasStreamed ? { ...work, onEvent: () => {} } : work)
    watch.signal?.throwIfAborted()
    const answer: Answer = {
      id: deps.newId(),
      question: request.question,
      ...body,
      nearest: passages,
      conflicts: findConflicts(body.citations),
      snapshot,
      degraded: [...new Set([...retrieved.degraded, ...(mayGenerate && !generated ? ['chat'] : [])])],
      tookMs: Math.max(0, Math.round(deps.now() - started)),
    }
    deps.save(answer, request)
    return answer
  }
}
