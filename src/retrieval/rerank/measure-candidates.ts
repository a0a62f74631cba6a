import type { TermStatistics } from '../../engines/engine.ts'
import type { StoredPassage } from '../../engines/stored-passage.ts'
import { conceptTermId } from '../../language/terms.ts'
import type { Mention, Thesaurus } from '../../language/thesaurus.ts'
import type { Analysis } from '../analyse.ts'
import { askedConcepts, type ConceptMeasures, LEAST_RARITY, measureConcepts } from './measure-concepts.ts'
import { measureWords, totalWorth, type WordMeasures } from './measure-words.ts'
import { type Occurrences, occurrenceFinder } from './occurrences.ts'
import { rarities } from './rarity.ts'

/**
 * No concept is taken for a common one where there are fewer chunks than this, nor where the candidates stand in for the
 * library: they were found by these very concepts.
 */
const FEW_CHUNKS = 20

export type Measured = { words: WordMeasures; concepts: ConceptMeasures }

/** `openness`: the share of a question, from 0 to 1, that no candidate has in the question's own words. */
export type MeasuredCandidates = { measured: Measured[]; openness: number }

function meanLength(occurrences: readonly Occurrences[]): number {
  return occurrences.reduce((sum, { text }) => sum + text.length, 0) / Math.max(1, occurrences.length)
}

function conceptsWithin(mentions: readonly Mention[], ids: ReadonlySet<string>): Set<string> {
  const within = new Set<string>()
  for (const { concepts } of mentions) for (const { id } of concepts) if (ids.has(id)) within.add(id)
  return within
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

/** Holds the texts of the candidates against the question; where the engine tells no statistics, they stand in for them. */
export function measureCandidates(
  passages: readonly StoredPassage[],
  { literals, mentions }: Analysis,
  thesaurus: Thesaurus,
  statistics: TermStatistics | undefined,
): MeasuredCandidates {
  const asked = askedConcepts(mentions)
  const occurrences = passages.map(occurrenceFinder(literals))
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
  const leastRarity = (id: string) =>
    statistics && statistics.chunks >= FEW_CHUNKS && statistics.frequencies.has(conceptTermId(id)) ? 0 : LEAST_RARITY
  const rarityOf = new Map(conceptIds.map((id, at) => [id, Math.max(leastRarity(id), conceptRarities[at] ?? 0)]))
  const weighed = {
    literals,
    worth: literals.map(({ weight }, at) => weight * (rarity[at] ?? 0)),
    meanLength: meanLength(occurrences),
  }
  const measured: Measured[] = occurrences.map((here, at) => ({
    words: measureWords(here, weighed),
    concepts: measureConcepts(here.text, mentioned[at] ?? [], asked, rarityOf),
  }))
  const openness = 1 - bestCover(measured, totalWorth(weighed)) * knownShare(literals, statistics, held)
  return { measured, openness }
}
