import { stemmer } from 'stemmer'
import { builtInThesaurus, thesaurusVersion } from './built-in-thesaurus.ts'
import { normaliseForMatch } from './normalise.ts'
import { findQuantities, matchKeys } from './quantities.ts'
import { segmentWords } from './segment.ts'

const TERMS_VERSION = 2

/** Version of what `sparseVector` makes of a text: with another one, points that are stored are made anew. */
export function sparseVectorVersion(): string {
  return `${TERMS_VERSION}-${thesaurusVersion()}`
}

/**
 * The units that text is matched by. Segmenters disagree about Chinese words, so character pairs stand
 * beside the words, and single characters beside both. A quantity is matched by its value, however it is written.
 */
export type TermKind = 'word' | 'pair' | 'character' | 'quantity'
export type Term = { kind: TermKind; text: string }

const OTHER = '(?:(?!\\p{Script=Han})[\\p{L}\\p{N}])+'
const RUNS = new RegExp(`(?<han>\\p{Script=Han}+)|(?<other>${OTHER}(?:[.\\-_']${OTHER})*)`, 'gu')
const PREFIX: Record<TermKind, string> = { word: 'w', pair: 'p', character: 'c', quantity: 'q' }
const MAX_COUNT = 255

function hanTerms(run: string): Term[] {
  const characters = [...run]
  const terms: Term[] = segmentWords(run)
    .filter((word) => word.length > 1)
    .map((text) => ({ kind: 'word', text }))
  for (const [at, character] of characters.entries()) {
    terms.push({ kind: 'character', text: character })
    const next = characters[at + 1]
    if (next !== undefined) terms.push({ kind: 'pair', text: character + next })
  }
  return terms
}

/** A hyphenated or dotted token counts whole and by its parts: bge-m3 gives bge-m3, bge, m3. */
function otherTerms(token: string): Term[] {
  const parts = token.split(/[.\-_']/)
  const words = parts.length === 1 ? parts : [token, ...parts]
  return words
    .filter((word) => word !== '')
    .map((word) => ({ kind: 'word', text: /^[a-z]+$/.test(word) ? stemmer(word) : word }))
}

/** All terms of a text, in order, repeated as often as they stand there. */
export function extractTerms(text: string): Term[] {
  const terms: Term[] = []
  for (const match of normaliseForMatch(text).matchAll(RUNS)) {
    const { han, other } = match.groups ?? {}
    if (han !== undefined) terms.push(...hanTerms(han))
    else if (other !== undefined) terms.push(...otherTerms(other))
  }
  return terms
}

/** The values that stand in a text, in order: 三个月 and 3 months are one. */
export function extractQuantities(text: string): Term[] {
  return findQuantities(text).flatMap((quantity) => matchKeys(quantity).map((key) => ({ kind: 'quantity', text: key })))
}

/**
 * A stable 32-bit number for a term (FNV-1a with the finaliser of MurmurHash3, so that close strings
 * lie far apart). Indexes on disk and in Qdrant depend on it: never change it without re-indexing.
 */
export function termId(term: Term): number {
  return hashKey(PREFIX[term.kind] + term.text)
}

/** The number by which a concept of the thesaurus is indexed beside the words. */
export function conceptTermId(conceptId: string): number {
  return hashKey(`k${conceptId}`)
}

function hashKey(key: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Frequencies of a text's terms, of the values in it and of the concepts that it mentions: unique ids with counts of 1 to 255. */
export function sparseVector(text: string): { ids: Uint32Array; counts: Uint8Array } {
  const counts = new Map<number, number>()
  const add = (id: number) => counts.set(id, (counts.get(id) ?? 0) + 1)
  for (const term of extractTerms(text)) add(termId(term))
  for (const term of extractQuantities(text)) add(termId(term))
  for (const { concepts } of builtInThesaurus().findMentions(normaliseForMatch(text))) {
    for (const { id } of concepts) add(conceptTermId(id))
  }
  return {
    ids: Uint32Array.from(counts.keys()),
    counts: Uint8Array.from(counts.values(), (count) => Math.min(count, MAX_COUNT)),
  }
}
