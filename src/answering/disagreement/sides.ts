import type { QuestionLanguage, WantedValue } from '../../language/questions.ts'
import type { Citation } from '../answer.ts'
import type { Candidate } from '../candidates.ts'
import { contentUnits, coverage, type QuestionTerm, toMatchable, type WeightedTerm, weighByLength } from '../terms.ts'
import { CONFLICT } from '../thresholds.ts'
import { readAsked } from './asked.ts'
import { type Claim, readClaims } from './claims.ts'
import { supersededAmong } from './editions.ts'

export type ConflictQuestion = {
  text: string
  language: QuestionLanguage
  wants: WantedValue | undefined
  terms: readonly QuestionTerm[]
}

/** A document, or one voice in it. */
export const sourceOf = ({ passage, speaker }: Candidate): string => `${passage.documentId}\n${speaker ?? ''}`

const contextOf = ({ quote, passage, speaker }: Candidate): string =>
  [quote, passage.title, ...passage.headings, speaker ?? ''].join('\n')

/** A value that a passage gives for what is asked. `covered`: the share of the question that its sentence and titles cover. */
export type Side = Claim & { covered: number; units: ReadonlySet<string>; rank: number; isOpen: boolean }

/** The values that the best sentences and those cited give, best first. */
export function listSides(
  question: ConflictQuestion,
  candidates: readonly Candidate[],
  citations: readonly Citation[],
): Side[] {
  const asked = readAsked(question.text, question.wants)
  const passages = candidates.map(({ passage }) => passage)
  const superseded = supersededAmong(passages)
  const terms: WeightedTerm[] = weighByLength(question.terms)
  const order = candidates
    .filter(({ isLabel, isQuestion, passage }) => !isLabel && !isQuestion && !superseded.has(passage.documentId))
    .map((candidate) => ({
      candidate,
      score: coverage(terms, candidate.matchable, true) + CONFLICT.rank / (candidate.rank + 1),
    }))
    .sort((a, b) => b.score - a.score)
  const floor = (order[0]?.score ?? 0) * CONFLICT.relativeScore
  const sides = order
    .filter(({ candidate, score }, at) => isCited(candidate, citations) || (at < CONFLICT.sentences && score >= floor))
    .flatMap(({ candidate }, rank) => {
      const covered = coverage(terms, toMatchable(contextOf(candidate)))
      const units = contentUnits(candidate.quote)
      return readClaims(candidate, asked).map((claim) => ({ ...claim, covered, units, rank, isOpen: asked.isOpen }))
    })
    .slice(0, CONFLICT.values)
  const most = Math.max(0, ...sides.map(({ covered }) => covered))
  const least = Math.max(CONFLICT.coverage, CONFLICT.coverageOfBest * most)
  const turnsDown = new Set(sides.flatMap(({ candidate, isRejected }) => (isRejected ? [candidate] : [])))
  return sides.filter(({ covered, candidate }) => covered >= least || turnsDown.has(candidate))
}

export function isCited({ passage, span }: Candidate, citations: readonly Citation[]): boolean {
  return citations.some(
    (one) => one.versionId === passage.versionId && one.span.start < span.end && span.start < one.span.end,
  )
}
