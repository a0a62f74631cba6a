import type { TermStatistics } from '../../engines/engine.ts'
import type { StoredPassage } from '../../engines/stored-passage.ts'
import type { Thesaurus } from '../../language/thesaurus.ts'
import type { Analysis } from '../analyse.ts'
import { type Measured, type MeasuredCandidates, measureCandidates } from './measure-candidates.ts'
import type { Relevance, RelevanceParts } from './relevance.ts'

/**
 * What each measure counts for. Chosen on the sample corpus's questions and the public sets together: concepts count
 * the more, the less of the question stands in any candidate as it is asked (`openness`).
 */
const WEIGHT = { words: 1, spelt: 0.3, window: 0.3, kinship: 3, concepts: 0.5, themes: 0.3, nearby: 0.3, kind: 0.03 }
/** How much the concepts of a neighbour count beside its words. */
const NEARBY_THEMES = 0.5

/** Which of the candidates are neighbours in their version. */
function neighboursOf(passages: readonly StoredPassage[]): (at: number) => number[] {
  const places = new Map(passages.map(({ versionId, ordinal }, at) => [`${versionId} ${ordinal}`, at]))
  return (at) => {
    const passage = passages[at]
    if (!passage) return []
    return [passage.ordinal - 1, passage.ordinal + 1].flatMap(
      (ordinal) => places.get(`${passage.versionId} ${ordinal}`) ?? [],
    )
  }
}

const inWords = ({ words }: Measured): number =>
  WEIGHT.words * words.words + WEIGHT.spelt * words.spelt + WEIGHT.window * words.window

const inConcepts = ({ concepts }: Measured, openness: number): number =>
  openness * (WEIGHT.kinship * concepts.kinship + WEIGHT.concepts * concepts.concepts + WEIGHT.themes * concepts.themes)

function combine(
  passages: readonly StoredPassage[],
  { measured, openness }: MeasuredCandidates,
  wantsKinds: Analysis['wantsKinds'],
): Relevance[] {
  const neighbours = neighboursOf(passages)
  return measured.map((here, at) => {
    const around = neighbours(at).reduce((sum, other) => {
      const near = measured[other]
      return near ? sum + near.words.words + NEARBY_THEMES * near.concepts.themes : sum
    }, 0)
    const [words, concepts] = [inWords(here), inConcepts(here, openness)]
    const isOfKind = wantsKinds.some((kind) => kind === passages[at]?.kind)
    const parts: RelevanceParts = {
      words,
      concepts,
      nearby: WEIGHT.nearby * around,
      kind: isOfKind ? WEIGHT.kind * (words + concepts) : 0,
    }
    const relevance = parts.words + parts.concepts + parts.nearby + parts.kind
    return { relevance, parts, matches: here.concepts.matches }
  })
}

/**
 * Judges the candidates for a question by their texts. Independent of the engine that found them but for the
 * statistics, for which the candidates themselves stand in where there are none.
 *
 * @returns a judgement for each passage, in their order; how open the question is.
 */
export function judgeRelevance(
  passages: readonly StoredPassage[],
  analysis: Analysis,
  thesaurus: Thesaurus,
  statistics: TermStatistics | undefined,
): { judged: Relevance[]; openness: number } {
  const measured = measureCandidates(passages, analysis, thesaurus, statistics)
  return { judged: combine(passages, measured, analysis.wantsKinds), openness: measured.openness }
}
