import type { Candidate } from './candidates.ts'
import { type Facts, isSameDate, isSameNumber, readFacts } from './facts.ts'
import { containment, contentUnits, creditOf, type FindRelated, questionTerms } from './terms.ts'

/** What a number or date found in a sentence is worth beside its words, which count up to 1. */
const FACT_WORTH = 0.6

/** What a text is compared by. */
type Comparable = { units: Set<string>; facts: Facts }

const comparable = (text: string): Comparable => ({ units: contentUnits(text), facts: readFacts(text) })

function sharedFacts({ facts: said }: Comparable, { facts: stands }: Comparable): number {
  const numbers = said.numbers.filter((one) => stands.numbers.some((other) => isSameNumber(one, other)))
  const dates = said.dates.filter((one) => stands.dates.some((other) => isSameDate(one, other)))
  const all = said.numbers.length + said.dates.length
  return all === 0 ? 0 : (numbers.length + dates.length) / all
}

export type BindCitation = (claim: string, candidates: readonly Candidate[]) => Candidate | undefined

/**
 * Finds the sentence of a passage that a generated sentence rests on: the one that shares most of its words, numbers
 * and dates with it; the first on a tie. The quote is cut from the source, whatever the model wrote. What is read of a
 * candidate is kept for the next sentence.
 */
export function citationBinder(findRelated?: FindRelated): BindCitation {
  const read = new WeakMap<Candidate, Comparable>()
  const readOnce = (candidate: Candidate): Comparable => {
    const known = read.get(candidate) ?? comparable(candidate.quote)
    read.set(candidate, known)
    return known
  }
  return (claim, candidates) => {
    const said = comparable(claim)
    const related = findRelated ? questionTerms(claim, findRelated).filter(({ forms }) => forms.length > 0) : []
    const usable = candidates.filter(({ isLabel }) => !isLabel)
    let best: Candidate | undefined
    let bestScore = -1
    for (const candidate of usable.length > 0 ? usable : candidates) {
      const stands = readOnce(candidate)
      const alike = related.filter((term) => creditOf(term, candidate.matchable, true) > 0).length
      const score =
        containment(said.units, stands.units) + FACT_WORTH * sharedFacts(said, stands) + 0.1 * Math.min(alike, 5)
      if (score > bestScore) {
        best = candidate
        bestScore = score
      }
    }
    return best
  }
}
