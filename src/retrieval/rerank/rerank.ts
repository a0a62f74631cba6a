import type { TermStatistics } from '../../engines/engine.ts'
import type { StoredPassage } from '../../engines/stored-passage.ts'
import { conceptTermId } from '../../language/terms.ts'
import type { Mention, Thesaurus } from '../../language/thesaurus.ts'
import type { Analysis } from '../analyse.ts'
import { askedConcepts, type ConceptMeasures, measureConcepts } from './measure-concepts.ts'
import { measureWords, totalWorth, type WordMeasures } from './measure-words.ts'
import { findOccurrences, type Occurrences } from './occurrences.ts'
import { rarities } from './rarity.ts'
import type { Relevance, RelevanceParts } from './relevance.ts'

/**
 * What each measure counts for. Chosen on the sample corpus's questions and the public sets together: concepts count
 * the more, the less of the question stands in any candidate as it is asked (`openness`).
 */
const WEIGHT = { words: 1, window: 0.3, kinship: 3, concepts: 0.5, themes: 0.3, nearby: 0.3, kind: 0.03 }
/** How much the concepts of a neighbour count beside its words. */
const NEARBY_THEMES = 0.5

type Measured = { words: WordMeasures; concepts: ConceptMeasures }

function meanLength(occurrences: readonly Occurrences[]): number {
  return occurrences.reduce((sum, { text }) => sum + text.length, 0) / Math.max(1, occurrences.length)
}

function conceptsWithin(mentions: readonly Mention[], ids: ReadonlySet<string>): Set<string> {
  return new Set(mentions.flatMap(({ concepts }) => concepts.map(({ id }) => id).filter((id) => ids.has(id))))
}

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

/**
 * Judges the candidates for a question by their texts. Independent of the engine that found them but for the
 * statistics, for which the candidates themselves stand in where there are none.
 *
 * @returns a judgement for each passage, in their order; how open the question is: the share of it that no candidate
 *   has in its words, from 0 to 1.
 */
export function judgeRelevance(
  passages: readonly StoredPassage[],
  { literals, mentions, wantsKinds }: Analysis,
  thesaurus: Thesaurus,
  statistics: TermStatistics | undefined,
): { judged: Relevance[]; openness: number } {
  const asked = askedConcepts(mentions)
  const occurrences = passages.map((passage) => findOccurrences(passage, literals))
  const findMentions = thesaurus.finderOf(asked.concepts.map(({ concept }) => concept))
  const mentioned = occurrences.map(({ text }) => findMentions(text))
  const held = occurrences.map(({ places }) => places.map((where) => where.length > 0))
  const literalIds = literals.map(({ id }) => id)
  const rarity = rarities(literalIds, statistics, held)
  const conceptIds = asked.concepts.map(({ concept }) => concept.id)
  const within = mentioned.map((one) => conceptsWithin(one, asked.ids))
  const conceptRarities = rarities(
    conceptIds.map(conceptTermId),
    statistics,
    within.map((ids) => conceptIds.map((id) => ids.has(id))),
  )
  const rarityOf = new Map(conceptIds.map((id, at) => [id, conceptRarities[at] ?? 0]))
  const weighed = {
    literals,
    worth: literals.map(({ weight }, at) => weight * (rarity[at] ?? 0)),
    meanLength: meanLength(occurrences),
  }
  const measured: Measured[] = occurrences.map((here, at) => ({
    words: measureWords(here, weighed),
    concepts: measureConcepts(here.text, mentioned[at] ?? [], asked, rarityOf),
  }))
  const total = totalWorth(weighed)
  const openness = 1 - bestCover(measured, total) * knownShare(literals, statistics, held)
  return { judged: combine(passages, measured, openness, wantsKinds), openness }
}

function bestCover(measured: readonly Measured[], total: number): number {
  return total === 0 ? 0 : Math.max(0, ...measured.map(({ words }) => words.cover / total))
}

/** Share of the question's words, by weight, that stand anywhere in the library. */
function knownShare(
  literals: Analysis['literals'],
  statistics: TermStatistics | undefined,
  held: readonly (readonly boolean[])[],
): number {
  let all = 0
  let known = 0
  for (const [at, { id, kind, weight }] of literals.entries()) {
    if (kind !== 'word') continue
    all += weight
    const isKnown = statistics ? (statistics.frequencies.get(id) ?? 0) > 0 : held.some((one) => one[at])
    if (isKnown) known += weight
  }
  return all === 0 ? 1 : known / all
}

function combine(
  passages: readonly StoredPassage[],
  measured: readonly Measured[],
  openness: number,
  wantsKinds: Analysis['wantsKinds'],
): Relevance[] {
  const neighbours = neighboursOf(passages)
  return measured.map(({ words, concepts }, at) => {
    const inWords = WEIGHT.words * words.words + WEIGHT.window * words.window
    const inConcepts =
      openness *
      (WEIGHT.kinship * concepts.kinship + WEIGHT.concepts * concepts.concepts + WEIGHT.themes * concepts.themes)
    const around = neighbours(at).reduce((sum, other) => {
      const near = measured[other]
      return near ? sum + near.words.words + NEARBY_THEMES * near.concepts.themes : sum
    }, 0)
    const isOfKind = wantsKinds.some((kind) => kind === passages[at]?.kind)
    const parts: RelevanceParts = {
      words: inWords,
      concepts: inConcepts,
      nearby: WEIGHT.nearby * around,
      kind: isOfKind ? WEIGHT.kind * (inWords + inConcepts) : 0,
    }
    return {
      relevance: parts.words + parts.concepts + parts.nearby + parts.kind,
      parts,
      matches: concepts.matches,
    }
  })
}
