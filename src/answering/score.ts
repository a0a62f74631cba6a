import type { QuestionLanguage, WantedValue } from '../language/questions.ts'
import type { Passage } from '../retrieval/passage.ts'
import type { Candidate } from './candidates.ts'
import { supersededAmong } from './disagreement/editions.ts'
import { showQuote } from './plain-text.ts'
import { coverage, isMostlyChinese, type QuestionTerm, toMatchable, weighTerms } from './terms.ts'
import { SCORE, STALE } from './thresholds.ts'
import { holdsValue } from './values.ts'

/** Questions about editions want the old one too. */
const ASKS_OF_EDITIONS =
  /版|旧|以前|原来|修订|改了|变化|区别|不同|差|\b(?:edition|version|old|previous|former|changed?)\b/i

/** Lines at the head of a document that say who wrote it and when. */
const FRONT =
  /(?:整理|维护|修订|记录人?|主持人?|参加人|参会人?员?|汇总人|编制|起草|适用|版本|时间|地点)[：:]|最后修订|第 ?\d+ ?版|[（(][^）)]{0,12}整理|\b(?:version|written by|minutes of|attendees|prepared by|last updated)\b/i

/**
 * Scores each candidate against the question: what it covers of the question's weighted terms, a share of its
 * neighbours' coverage (the answer often follows the sentence that repeats the question), of its passage's best and its
 * headings', the passage's place in the ranking, and whether it holds a value of the kind asked for.
 * @returns a score for each candidate, in their order.
 */
export function scoreCandidates(
  candidates: readonly Candidate[],
  request: { terms: readonly QuestionTerm[]; wants: WantedValue | undefined; language: QuestionLanguage; text: string },
): number[] {
  const terms = weighTerms(
    request.terms,
    candidates.map(({ matchable }) => matchable),
  )
  const own = candidates.map(({ matchable }) => coverage(terms, matchable, true))
  const passages = new Map<string, { best: number; heading: number }>()
  for (const [at, { passage }] of candidates.entries()) {
    const known = passages.get(passage.chunkId)
    const heading = known?.heading ?? coverage(terms, toMatchable([passage.title, ...passage.headings].join('\n')))
    passages.set(passage.chunkId, { best: Math.max(known?.best ?? 0, own[at] ?? 0), heading })
  }
  const superseded = ASKS_OF_EDITIONS.test(request.text)
    ? new Map<string, Passage>()
    : supersededAmong(candidates.map(({ passage }) => passage))
  const bestOf = new Map<string, number>()
  for (const [at, { passage, isLabel }] of candidates.entries()) {
    if (!isLabel) bestOf.set(passage.documentId, Math.max(bestOf.get(passage.documentId) ?? 0, own[at] ?? 0))
  }
  const isOutdated = (documentId: string, covered: number): boolean => {
    const successor = superseded.get(documentId)
    return successor !== undefined && (bestOf.get(successor.documentId) ?? 0) >= STALE.coverage * covered
  }
  return candidates.map((candidate, at) => {
    const near = ([1, 2, 3, -1] as const).map((distance) => {
      const other = candidates[at - distance]
      if (other?.passage !== candidate.passage) return 0
      const first = other.isQuestion ? SCORE.answering : SCORE.following
      const share = distance > 0 ? first * SCORE.fading ** (distance - 1) : SCORE.preceding
      return share * (own[at - distance] ?? 0)
    })
    const isForeign = request.language === 'en' && isMostlyChinese(candidate.quote)
    const around = passages.get(candidate.passage.chunkId) ?? { best: 0, heading: 0 }
    const value = request.wants !== undefined && holdsValue(request.wants, candidate.matchable.text) ? 1 : 0
    const isFront = candidate.span.start < SCORE.frontCharacters && FRONT.test(candidate.quote)
    const score =
      (own[at] ?? 0) +
      Math.max(...near) +
      SCORE.passage * around.best +
      SCORE.heading * around.heading +
      (isForeign ? SCORE.foreignRank : SCORE.rank) / (candidate.rank + 1) +
      SCORE.value * value -
      (isFront ? SCORE.front : 0)
    const shortness = Math.min(1, showQuote(candidate.quote).length / SCORE.wholeLength)
    const age = isOutdated(candidate.passage.documentId, own[at] ?? 0) ? STALE.score : 1
    return (score * shortness * age) / (1 + Math.max(0, candidate.quote.length - SCORE.ordinaryLength) / 400)
  })
}
