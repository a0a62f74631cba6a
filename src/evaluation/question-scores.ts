import { mean } from './ranking.ts'

export type Scores = { n: number; hit1: number; hit3: number; hit5: number; hit10: number; coverage10: number | null }

/** What one question came to. `rank` is that of the first passage that shows a quote, 1-based. */
export type QuestionOutcome = {
  type: string
  lang: string
  isAnswerable: boolean
  isRefused: boolean
  rank: number | null
  /** Share of its quotes shown by the first ten passages, for questions that need several. */
  coverage: number | null
  /** Share of its points made, for answerable Chinese questions. */
  points: number | null
}

export function scoreQuestions(outcomes: readonly QuestionOutcome[]): Scores {
  const answerable = outcomes.filter((outcome) => outcome.isAnswerable)
  const hit = (depth: number) => mean(answerable.map(({ rank }) => (rank !== null && rank <= depth ? 1 : 0)))
  const covered = answerable.flatMap(({ coverage }) => (coverage === null ? [] : [coverage]))
  return {
    n: answerable.length,
    hit1: hit(1),
    hit3: hit(3),
    hit5: hit(5),
    hit10: hit(10),
    coverage10: covered.length === 0 ? null : mean(covered),
  }
}

export function scoreGroups(
  outcomes: readonly QuestionOutcome[],
  key: (outcome: QuestionOutcome) => string,
): Record<string, Scores> {
  const names = [...new Set(outcomes.map(key))].sort()
  return Object.fromEntries(
    names.map((name) => [name, scoreQuestions(outcomes.filter((outcome) => key(outcome) === name))]),
  )
}

/** Accuracy over unanswerable questions, and the share of answerable ones wrongly refused. */
export function scoreRefusals(outcomes: readonly QuestionOutcome[]): { accuracy: number; falseRefusals: number } {
  const refused = (isAnswerable: boolean) =>
    mean(
      outcomes.filter((outcome) => outcome.isAnswerable === isAnswerable).map(({ isRefused }) => (isRefused ? 1 : 0)),
    )
  return { accuracy: refused(false), falseRefusals: refused(true) }
}
