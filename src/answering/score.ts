import type { WantedValue } from '../language/questions.ts'
import type { Candidate } from './candidates.ts'
import { coverage, type QuestionTerm, toMatchable, weighTerms } from './terms.ts'
import { SCORE } from './thresholds.ts'
import { holdsValue } from './values.ts'

/**
 * Scores each candidate against the question: what it covers of the question's weighted terms, a share of its
 * neighbours' coverage (the answer often follows the sentence that repeats the question), of its passage's and its
 * headings', the passage's place in the ranking, and whether it holds a value of the kind asked for.
 * @returns a score for each candidate, in their order.
 */
export function scoreCandidates(
  candidates: readonly Candidate[],
  request: { terms: readonly QuestionTerm[]; wants: WantedValue | undefined },
): number[] {
  const terms = weighTerms(
    request.terms,
    candidates.map(({ matchable }) => matchable),
  )
  const own = candidates.map(({ matchable }) => coverage(terms, matchable, true))
  const passages = new Map(
    candidates.map(({ passage }) => [
      passage.chunkId,
      {
        text: coverage(terms, toMatchable(passage.text)),
        heading: coverage(terms, toMatchable([passage.title, ...passage.headings].join('\n'))),
      },
    ]),
  )
  return candidates.map((candidate, at) => {
    const near = ([1, 2, 3, -1] as const).map((distance) => {
      const isBeside = candidates[at - distance]?.passage === candidate.passage
      const share = distance > 0 ? SCORE.following * SCORE.fading ** (distance - 1) : SCORE.preceding
      return isBeside ? share * (own[at - distance] ?? 0) : 0
    })
    const around = passages.get(candidate.passage.chunkId) ?? { text: 0, heading: 0 }
    const value = request.wants !== undefined && holdsValue(request.wants, candidate.matchable.text) ? 1 : 0
    const score =
      (own[at] ?? 0) +
      Math.max(...near) +
      SCORE.passage * around.text +
      SCORE.heading * around.heading +
      SCORE.rank / (candidate.rank + 1) +
      SCORE.value * value
    return score / (1 + Math.max(0, candidate.quote.length - SCORE.ordinaryLength) / 400)
  })
}
