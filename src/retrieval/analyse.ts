import type { QueryTerm } from '../engines/engine.ts'
import { isFunctionWord } from '../language/function-words.ts'
import { questionIntent, type WantedKind } from '../language/intent.ts'
import { normaliseForMatch } from '../language/normalise.ts'
import { conceptTermId, extractQuantities, extractTerms, type Term, termId } from '../language/terms.ts'
import type { Concept, Mention, Strength, Thesaurus } from '../language/thesaurus.ts'

/**
 * How much each kind of term counts. Chosen on public Chinese and English sets: words alone rank news
 * best, pairs alone rank law best, and this mixture is within a hundredth of both.
 */
const KIND_WEIGHT: Record<Term['kind'], number> = { word: 1, pair: 0.4, character: 0.4, quantity: 0.6 }
const FUNCTION_WORD_WEIGHT = 0.1
/** What a concept of the question counts for when candidates are looked for, by the strength of the concept. */
const CONCEPT_WEIGHT: Record<Strength, number> = { 3: 0.5, 2: 0.35, 1: 0.15 }
/** Words that the asker has probably mistyped, put right, and words of concepts that no index knows. */
const GUESS_WEIGHT = 0.5

/** What a question is understood by beyond its own words. */
export type Understanding = {
  thesaurus: Thesaurus
  /** Concepts of `thesaurus` that are not in the index as terms. */
  isIndexed: (concept: Concept) => boolean
  /** Puts right what is probably mistyped in a text normalised for matching; gives the right words alone. */
  correct: (normalised: string) => string[]
}

/** A term of the question as it stands there. */
export type Literal = Term & { id: number; weight: number }

/** A question as retrieval sees it. */
export type Analysis = {
  literals: Literal[]
  /** Members of concepts that stand in the question. */
  mentions: Mention[]
  /** What the engine looks for: the literals; and, in a search of its own, the concepts beside them. */
  terms: QueryTerm[]
  withConcepts: QueryTerm[]
  /** Kinds of documents that such a question is usually answered from. */
  wantsKinds: readonly WantedKind[]
}

const HAN = /\p{Script=Han}/u

function weightOf(term: Term): number {
  return KIND_WEIGHT[term.kind] * (isFunctionWord(term.text) ? FUNCTION_WORD_WEIGHT : 1)
}

/** Terms by id; one that stands in a text twice weighs twice. */
function weighTerms(texts: readonly { text: string; share: number }[]): Map<number, Literal> {
  const literals = new Map<number, Literal>()
  for (const { text, share } of texts) {
    for (const term of [...extractTerms(text), ...extractQuantities(text)]) {
      const id = termId(term)
      literals.set(id, { ...term, id, weight: share * weightOf(term) + (literals.get(id)?.weight ?? 0) })
    }
  }
  return literals
}

/** A Chinese word is taken by what it means in Chinese: what lies between the languages leads from the other one only. */
function conceptsAsked({ member, concepts }: Mention): readonly Concept[] {
  return HAN.test(member) ? concepts.filter(({ betweenLanguages }) => betweenLanguages !== true) : concepts
}

export function analyseQuery(query: string, { thesaurus, isIndexed, correct }: Understanding): Analysis {
  const normalised = normaliseForMatch(query)
  const corrected = correct(normalised)
  const literals = weighTerms([{ text: query, share: 1 }, ...corrected.map((text) => ({ text, share: GUESS_WEIGHT }))])
  const mentions = [normalised, ...corrected]
    .flatMap(thesaurus.findMentions)
    .map((mention) => ({ ...mention, concepts: conceptsAsked(mention) }))
  const concepts = [...new Set(mentions.flatMap((mention) => mention.concepts))]
  const terms = new Map<number, QueryTerm>(literals)
  for (const { id, strength } of concepts.filter(isIndexed)) {
    const term = { id: conceptTermId(id), text: id, weight: CONCEPT_WEIGHT[strength] }
    terms.set(term.id, term)
  }
  const others = concepts
    .filter((concept) => !isIndexed(concept))
    .flatMap(({ chinese, english }) => [...chinese, ...english])
  for (const [id, term] of weighTerms(others.map((text) => ({ text, share: GUESS_WEIGHT })))) {
    if (!terms.has(id)) terms.set(id, term)
  }
  const { wantsKinds } = questionIntent(query)
  return {
    literals: [...literals.values()],
    mentions,
    terms: [...literals.values()],
    withConcepts: [...terms.values()],
    wantsKinds,
  }
}
