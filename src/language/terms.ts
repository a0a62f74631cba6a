import { stemmer } from 'stemmer'
import { normaliseForMatch } from './normalise.ts'
import { segmentWords } from './segment.ts'

/**
 * The units that text is matched by. Segmenters disagree about Chinese words, so character pairs stand
 * beside the words, and single characters beside both.
 */
export type TermKind = 'word' | 'pair' | 'character'
export type Term = { kind: TermKind; text: string }

const OTHER = '(?:(?!\\p{Script=Han})[\\p{L}\\p{N}])+'
const RUNS = new RegExp(`(?<han>\\p{Script=Han}+)|(?<other>${OTHER}(?:[.\\-_']${OTHER})*)`, 'gu')
const PREFIX: Record<TermKind, string> = { word: 'w', pair: 'p', character: 'c' }
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

/**
 * A stable 32-bit number for a term (FNV-1a with the finaliser of MurmurHash3, so that close strings
 * lie far apart). Indexes on disk and in Qdrant depend on it: never change it without re-indexing.
 */
export function termId(term: Term): number {
  const key = PREFIX[term.kind] + term.text
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Term frequencies of a text: unique term ids with counts of 1 to 255. */
export function sparseVector(text: string): { ids: Uint32Array; counts: Uint8Array } {
  const counts = new Map<number, number>()
  for (const term of extractTerms(text)) {
    const id = termId(term)
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return {
    ids: Uint32Array.from(counts.keys()),
    counts: Uint8Array.from(counts.values(), (count) => Math.min(count, MAX_COUNT)),
  }
}
