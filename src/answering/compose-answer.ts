import { AppError } from '../errors.ts'
import type { Passage } from '../retrieval/passage.ts'
import type { Answer, AnswerEvent, Chat } from './answer.ts'
import type { Candidate, SourcedPassage } from './candidates.ts'
import type { Evidence, EvidenceQuestion } from './evidence.ts'
import { extractAnswer } from './extract.ts'
import { type Generation, generateAnswer } from './generate.ts'
import { fitPassages } from './prompt.ts'
import { writeGap, writeRefusal } from './refusal.ts'
import type { FindRelated } from './terms.ts'
import { findWhoMightKnow } from './who-might-know.ts'

/** The part of an answer that depends on how it came about. */
export type Body = Pick<Answer, 'status' | 'mode' | 'text' | 'sentences' | 'citations' | 'degraded'> & {
  promptHash?: string
}

/** A question with all that its answer is made from. */
export type Work = {
  question: EvidenceQuestion
  isList: boolean
  passages: readonly Passage[]
  sourced: readonly SourcedPassage[]
  candidates: readonly Candidate[]
  evidence: Evidence
  onEvent: (event: AnswerEvent) => void
}

export type Writer = { chat: Chat; findRelated: FindRelated | undefined; readsTwice: boolean }

function refuse({ question, passages, evidence, onEvent }: Work, mode: Answer['mode']): Body {
  const text = writeRefusal(question.language, passages, evidence.missing, {
    asked: evidence.answers ? undefined : evidence.asked,
    mightKnow: findWhoMightKnow(passages),
  })
  onEvent({ event: 'delta', data: { text } })
  return { status: 'refused', mode, text, sentences: [], citations: [], degraded: [] }
}

/** Says which named part of the question stays open. */
function withGap({ question, evidence, onEvent }: Work, body: Body): Body {
  if (evidence.missing.length === 0) return body
  const gap = `\n\n${writeGap(question.language, evidence.missing)}`
  onEvent({ event: 'delta', data: { text: gap } })
  return { ...body, status: 'partial', text: body.text + gap }
}

/** An answer in the passages' own words; a refusal where they hold no evidence. */
export function extractBody(work: Work): Body {
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
  const { text, sentences, citations } = extraction
  return withGap(work, { status: 'answered', mode: 'extractive', text, sentences, citations, degraded: [] })
}

function settle(work: Work, generation: Exclude<Generation, { outcome: 'unusable' }>): Body {
  const { promptHash } = generation
  if (generation.outcome === 'no_answer') return { ...refuse(work, 'generated'), promptHash }
  const { text, sentences, citations, degraded } = generation
  const status = sentences.every(({ support }) => support !== 'unsupported') ? 'answered' : 'partial'
  return withGap(work, { status, mode: 'generated', text, sentences, citations, degraded, promptHash })
}

/** The model's answer, or undefined when the model failed or said nothing that can be cited. */
export async function generateBody(
  work: Work,
  { chat, findRelated, readsTwice }: Writer,
  signal?: AbortSignal,
): Promise<Body | undefined> {
  const fitting = fitPassages(work.sourced.map(({ passage }) => passage))
  try {
    const generation = await generateAnswer({
      question: work.question.text,
      language: work.question.language,
      sourced: work.sourced.filter(({ passage }) => fitting.includes(passage)),
      chat,
      findRelated,
      onEvent: work.onEvent,
      signal,
      readsTwice,
    })
    signal?.throwIfAborted()
    return generation.outcome === 'unusable' ? undefined : settle(work, generation)
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof AppError && error.code === 'chat_failed') return undefined
    throw error
  }
}
