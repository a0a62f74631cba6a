import { z } from 'zod'
import { OWNER_ACCESS } from '../engines/access.ts'
import { AppError } from '../errors.ts'
import type { Span } from '../language/span.ts'
import type { Passage, Retrieve } from '../retrieval/passage.ts'
import { shareOfPoints } from './answer-points.ts'
import { fileName } from './document-names.ts'
import { readJsonLines } from './json-lines.ts'
import { locateQuote, overlaps, sharesWords } from './places.ts'
import { type QuestionOutcome, type Scores, scoreGroups, scoreQuestions, scoreRefusals } from './question-scores.ts'
import { mean, percentile } from './ranking.ts'

const HITS = 10
const NEEDS_SEVERAL_PLACES = ['multi_synthesis', 'comparison_conflict']

const evidence = z.object({ doc: z.string(), quote: z.string(), also_in: z.array(z.string()).default([]) })
const questionLine = z.object({
  id: z.string(),
  type: z.string(),
  lang: z.string(),
  question: z.string(),
  answerable: z.boolean(),
  evidence: z.array(evidence),
  answer_points: z.array(z.string()),
})
type Question = z.infer<typeof questionLine>

/** As much of an answer as is judged. */
export type JudgedAnswer<C> = { status: 'answered' | 'partial' | 'refused'; text: string; citations: C[] }

export type QuestionRow<C> = {
  id: string
  rank: number | null
  status: JudgedAnswer<C>['status']
  hits: { documentId: string; path: string; span: Span; text: string }[]
  answer: string
  citations: C[]
}

export type QuestionsReport<C> = {
  all: Scores
  types: Record<string, Scores>
  langs: Record<string, Scores>
  refusal: { accuracy: number; falseRefusals: number }
  answerPoints: number
  p50Ms: number
  p95Ms: number
  rows: QuestionRow<C>[]
}

/** A document of the ingested corpus with its whole text. */
export type CorpusDocument = { id: string; path: string; text: string }

export type QuestionsEvaluation<C> = {
  questions: string
  documents: readonly CorpusDocument[]
  retrieve: Retrieve
  ask: (question: string) => Promise<JudgedAnswer<C>>
  onQuestion?: (done: number, total: number) => void
}

type Place = { documentId: string; quote: string; span: Span | undefined }

/** Every place where a piece of evidence stands. A document id names the file at that path, or whose name begins with it. */
function placesOf(documents: readonly CorpusDocument[], { doc, quote, also_in }: z.infer<typeof evidence>): Place[] {
  return [doc, ...also_in].map((id) => {
    const document =
      documents.find(({ path }) => path === id) ?? documents.find(({ path }) => fileName(path).startsWith(id))
    if (!document)
      throw new AppError('dataset_invalid', `The questions name document ${id}, but no file of the corpus begins so.`)
    return { documentId: document.id, quote, span: locateQuote(document.text, quote) }
  })
}

function shows(passage: Passage, places: readonly Place[]): boolean {
  return places.some(({ documentId, quote, span }) => {
    if (documentId !== passage.documentId) return false
    return span ? overlaps(span, passage.span) : sharesWords(passage.text, quote)
  })
}

function judge(
  question: Question,
  quotes: readonly Place[][],
  passages: readonly Passage[],
  answer: JudgedAnswer<unknown>,
): QuestionOutcome {
  const first = passages.findIndex((passage) => quotes.some((places) => shows(passage, places)))
  const shown = quotes.filter((places) => passages.some((passage) => shows(passage, places))).length
  const needsSeveral = question.answerable && NEEDS_SEVERAL_PLACES.includes(question.type)
  return {
    type: question.type,
    lang: question.lang,
    isAnswerable: question.answerable,
    isRefused: answer.status === 'refused',
    rank: first < 0 ? null : first + 1,
    coverage: needsSeveral ? shown / quotes.length : null,
    points: question.answerable && question.lang === 'zh' ? shareOfPoints(answer.text, question.answer_points) : null,
  }
}

/** Asks every question of a known-answer file and scores passages, refusals and answers. */
export async function evaluateQuestions<C>(evaluation: QuestionsEvaluation<C>): Promise<QuestionsReport<C>> {
  const questions = await readJsonLines(evaluation.questions, questionLine)
  const outcomes: QuestionOutcome[] = []
  const rows: QuestionRow<C>[] = []
  const times: number[] = []
  for (const [at, question] of questions.entries()) {
    const quotes = question.evidence.map((one) => placesOf(evaluation.documents, one))
    const from = performance.now()
    const { passages } = await evaluation.retrieve({ query: question.question, limit: HITS, filters: {} }, OWNER_ACCESS)
    times.push(performance.now() - from)
    const answer = await evaluation.ask(question.question)
    const outcome = judge(question, quotes, passages, answer)
    outcomes.push(outcome)
    rows.push({
      id: question.id,
      rank: outcome.rank,
      status: answer.status,
      hits: passages.map(({ documentId, path, span, text }) => ({ documentId, path, span, text })),
      answer: answer.text,
      citations: answer.citations,
    })
    evaluation.onQuestion?.(at + 1, questions.length)
  }
  return {
    all: scoreQuestions(outcomes),
    types: scoreGroups(outcomes, ({ type }) => type),
    langs: scoreGroups(outcomes, ({ lang }) => lang),
    refusal: scoreRefusals(outcomes),
    answerPoints: mean(outcomes.flatMap(({ points }) => (points === null ? [] : [points]))),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    rows,
  }
}
