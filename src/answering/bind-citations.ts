import type { Candidate } from './candidates.ts'
import { isSameDate, isSameNumber, readFacts } from './facts.ts'
import { containment, contentUnits, creditOf, type FindRelated, questionTerms } from './terms.ts'

/** What a number or date found in a sentence is worth beside its words, which count up to 1. */
const FACT_WORTH = 0.6

function sharedFacts(claim: string, source: string): number {
  const said = readFacts(claim)
  const stands = readFacts(source)
  const numbers = said.numbers.filter((one) => stands.numbers.some((other) => isSameNumber(one, other)))
  const dates = said.dates.filter((one) => stands.dates.some((other) => isSameDate(one, other)))
  const all = said.numbers.length + said.dates.length
  return all === 0 ? 0 : (numbers.length + dates.length) / all
}

function likeness(claim: string, candidate: Candidate, findRelated?: FindRelated): number {
  const words = containment(contentUnits(claim), contentUnits(candidate.quote))
  const related = findRelated
    ? questionTerms(claim, findRelated).filter(
        (term) => term.forms.length > 0 && creditOf(term, candidate.matchable, true) > 0,
      ).length
    : 0
  return words + FACT_WORTH * sharedFacts(claim, candidate.quote) + 0.1 * Math.min(related, 5)
}

/**
 * The sentence of a passage that a generated sentence rests on: the one that shares most of its words, numbers and
 * dates with it; the first on a tie. The quote is cut from the source, whatever the model wrote.
 * @param candidates sentences of the cited passage, in order.
 */
export function bindCitation(
  claim: string,
  candidates: readonly Candidate[],
  findRelated?: FindRelated,
): Candidate | undefined {
  const usable = candidates.filter(({ isLabel }) => !isLabel)
  const pool = usable.length > 0 ? usable : candidates
  let best: Candidate | undefined
  let bestScore = -1
  for (const candidate of pool) {
    const score = likeness(claim, candidate, findRelated)
    if (score > bestScore) {
      best = candidate
      bestScore = score
    }
  }
  return best
}
