import { isWordPart } from '../../language/letters.ts'
import type { Concept, Mention, Strength } from '../../language/thesaurus.ts'
import { saturate } from './measure-words.ts'
import type { Match } from './relevance.ts'

const STRENGTH: Record<Strength, number> = { 3: 1, 2: 0.7, 1: 0.3 }
/** A concept in more of the chunks than this tells nothing. */
const COMMON_CONCEPT = 0.15
export const LEAST_RARITY = Math.log(1 / COMMON_CONCEPT)
/** The thesaurus is made for Chinese text: English words that it holds for one thing are less near each other. */
const ENGLISH_SHARE = 0.3

const HAN = /\p{Script=Han}/u

/** In units of BM25. */
export type ConceptMeasures = {
  /** How near the nearest word of the passage comes to each word of the question that does not stand in it. */
  kinship: number
  /** Concepts of the question that the passage has in other words. */
  concepts: number
  /** Concepts of the question, in whatever words; those that are English here and there are left out. */
  themes: number
  matches: Match[]
}

/** A word of the question that has concepts. `size`: their strengths, added up. */
type Asked = { member: string; concepts: Map<string, Concept>; size: number; isHan: boolean }
export type AskedConcepts = { words: Asked[]; concepts: { concept: Concept; words: Asked[] }[]; ids: Set<string> }

const sizeOf = (concepts: readonly Concept[]): number =>
  concepts.reduce((sum, { strength }) => sum + STRENGTH[strength], 0)

export function askedConcepts(mentions: readonly Mention[]): AskedConcepts {
  const words = new Map<string, Asked>()
  const concepts = new Map<string, { concept: Concept; words: Asked[] }>()
  for (const { member, concepts: named } of mentions) {
    if (words.has(member) || named.length === 0) continue
    const word: Asked = {
      member,
      concepts: new Map(named.map((concept) => [concept.id, concept])),
      size: sizeOf(named),
      isHan: HAN.test(member),
    }
    words.set(member, word)
    for (const concept of named) {
      const known = concepts.get(concept.id)
      if (known) known.words.push(word)
      else concepts.set(concept.id, { concept, words: [word] })
    }
  }
  return { words: [...words.values()], concepts: [...concepts.values()], ids: new Set(concepts.keys()) }
}

/** A member that stands in a passage, as often as it does. */
type Held = { mention: Mention; count: number; size: number; isHan: boolean }

function heldMembers(mentions: readonly Mention[], ids: ReadonlySet<string>): Held[] {
  const held = new Map<string, Held>()
  for (const mention of mentions) {
    const known = held.get(mention.member)
    if (known) known.count++
    else if (mention.concepts.some(({ id }) => ids.has(id))) {
      const { member, concepts } = mention
      held.set(member, { mention, count: 1, size: sizeOf(concepts), isHan: HAN.test(member) })
    }
  }
  return [...held.values()]
}

/** Whether a concept leads from one word to the other: what lies between the languages does not join two English words. */
const leads = ({ betweenLanguages }: Concept, asked: Asked, held: Held): boolean =>
  betweenLanguages !== true || asked.isHan || held.isHan

/**
 * Two words are near as the cosine of the concepts that they belong to, each weighed by its strength and, once, by its
 * rarity: those that share their only concept are, those that share one sense of many are less.
 */
function kinshipOf(asked: Asked, held: Held, rarity: ReadonlyMap<string, number>): number {
  let shared = 0
  for (const concept of held.mention.concepts) {
    if (!asked.concepts.has(concept.id) || !leads(concept, asked, held)) continue
    const rare = rarity.get(concept.id) ?? 0
    if (rare >= LEAST_RARITY) shared += STRENGTH[concept.strength] * rare
  }
  const share = asked.isHan || held.isHan ? 1 : ENGLISH_SHARE
  return (share * shared * saturate(held.count, 1)) / Math.sqrt(asked.size * held.size)
}

/** Chinese words count wherever they stand, those of other scripts as whole words, in any of their forms. */
function isWrittenIn(text: string, { member, isHan }: Asked, held: readonly Held[]): boolean {
  if (isHan) return text.includes(member)
  if (held.some(({ mention }) => mention.member === member)) return true
  for (let at = text.indexOf(member); at >= 0; at = text.indexOf(member, at + 1)) {
    if (!isWordPart(text.charCodeAt(at - 1)) && !isWordPart(text.charCodeAt(at + member.length))) return true
  }
  return false
}

/** @param rarity of the concepts of the question, by id. */
export function measureConcepts(
  text: string,
  mentions: readonly Mention[],
  asked: AskedConcepts,
  rarity: ReadonlyMap<string, number>,
): ConceptMeasures {
  const measures: ConceptMeasures = { kinship: 0, concepts: 0, themes: 0, matches: [] }
  const held = heldMembers(mentions, asked.ids)
  if (held.length === 0) return measures
  const isWritten = new Set(asked.words.filter((word) => isWrittenIn(text, word, held)))
  for (const word of asked.words) {
    if (isWritten.has(word)) continue
    let best = { near: 0, found: '' }
    for (const one of held) {
      const near = one.mention.member === word.member ? 0 : kinshipOf(word, one, rarity)
      if (near > best.near) best = { near, found: one.mention.member }
    }
    measures.kinship += best.near
    if (best.near > 0) measures.matches.push({ asked: word.member, found: best.found })
  }
  for (const { concept, words } of asked.concepts) {
    const rare = rarity.get(concept.id) ?? 0
    if (rare < LEAST_RARITY) continue
    let [count, isInHan] = [0, false]
    for (const one of held) {
      if (!one.mention.concepts.includes(concept)) continue
      count += one.count
      isInHan ||= one.isHan
    }
    if (count === 0 || !(isInHan || words.some(({ isHan }) => isHan))) continue
    const value = STRENGTH[concept.strength] * rare * saturate(count, 1)
    measures.themes += value
    if (!words.some((word) => isWritten.has(word))) measures.concepts += value
  }
  return measures
}
