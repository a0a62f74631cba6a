import type { Figure } from './figures.ts'
import type { Reading, Word } from './reading.ts'

/** A word or a value of a text, in its place. */
export type Token = { kind: 'word'; word: Word; start: number; end: number; clause: number; text: string } | FigureToken
type FigureToken = { kind: 'figure'; figure: Figure; start: number; end: number; clause: number; text: string }

/** Two tokens that say the same; `likeness` from 0 to 1. */
export type Pair = { claim: number; source: number; likeness: number }
export type Alignment = { pairs: Pair[]; score: number }

function nameTokens(reading: Reading, names: ReadonlySet<string>, clauseAt: (at: number) => number): Token[] {
  const found: Token[] = []
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    for (let start = reading.text.indexOf(name); start >= 0; start = reading.text.indexOf(name, start + name.length)) {
      const end = start + name.length
      if (found.some((one) => start < one.end && end > one.start)) continue
      const clause = clauseAt(start)
      const word: Word = {
        start,
        end,
        text: name,
        stem: name,
        isHan: true,
        tag: 'nr',
        isLight: false,
        isNoun: true,
        concepts: new Set(),
        clause,
      }
      found.push({ kind: 'word', word, start, end, clause, text: name })
    }
  }
  return found
}

/** The telling words and the values of a text, in order. @param names of people, each of which is one token. */
export function listTokens(reading: Reading, names: ReadonlySet<string>): Token[] {
  const clauseAt = (at: number) => reading.clauses.findIndex(({ start, end }) => at >= start && at < end)
  const people = nameTokens(reading, names, clauseAt)
  const words = reading.words
    .filter(({ isLight, start, end }) => !isLight && !people.some((one) => start < one.end && end > one.start))
    .map(
      (word): Token => ({ kind: 'word', word, start: word.start, end: word.end, clause: word.clause, text: word.text }),
    )
  const figures = reading.figures.map(
    (figure): Token => ({
      kind: 'figure',
      figure,
      start: figure.start,
      end: figure.end,
      clause: clauseAt(figure.start),
      text: figure.text,
    }),
  )
  return [...words, ...people, ...figures].sort((a, b) => a.start - b.start)
}

function sharedCharacters(a: string, b: string): number {
  let shared = 0
  for (const character of a) if (b.includes(character)) shared++
  return shared / Math.max(a.length, b.length)
}

/** Whether the thesaurus knows both words for one thing. */
export function sharesConcept(a: Word, b: Word): boolean {
  if (a.concepts.size === 0 || b.concepts.size === 0) return false
  for (const id of a.concepts) if (b.concepts.has(id)) return true
  return false
}

/** How far two words say the same, 0 to 1. */
export function likenessOf(a: Word, b: Word): number {
  if (a.stem === b.stem) return 1
  if (sharesConcept(a, b)) return 0.8
  if (!a.isHan || !b.isHan || a.text.length + b.text.length < 3) return 0
  const shared = sharedCharacters(a.text, b.text)
  return shared >= 0.5 ? shared * 0.8 : 0
}

/** How far two tokens say the same. A figure of another value is as near as a slot can be to another filler: not at all. */
export function tokenLikeness(a: Token, b: Token): number {
  if (a.kind === 'word' && b.kind === 'word') return likenessOf(a.word, b.word)
  if (a.kind === 'figure' && b.kind === 'figure') return a.figure.key === b.figure.key ? 1 : 0
  return 0
}

/** What an alignment pays for what it passes over. */
const GAP = { claim: 0.25, source: 0.06, clause: 0.1, sentence: 0.6 } as const

const worthOf = (token: Token): number =>
  token.kind === 'figure' ? 1.2 : token.word.isHan ? Math.min(token.text.length, 4) / 2 : 1

/**
 * Aligns the tokens of a clause with those of a source, in order (Needleman and Wunsch 1970, free ends on the source's
 * side): the places where it says the same.
 */
export function alignTokens(claim: readonly Token[], source: readonly Token[]): Alignment {
  const columns = source.length + 1
  const scores = new Float64Array((claim.length + 1) * columns)
  const moves = new Uint8Array((claim.length + 1) * columns)
  const likenesses = new Float64Array((claim.length + 1) * columns)
  for (let row = 1; row <= claim.length; row++) {
    scores[row * columns] = -GAP.claim * row
    moves[row * columns] = 1
    const token = claim[row - 1]
    if (!token) continue
    const worth = worthOf(token)
    for (let column = 1; column < columns; column++) {
      const other = source[column - 1]
      const here = row * columns + column
      if (!other) continue
      const likeness = tokenLikeness(token, other)
      const up = (scores[here - columns] ?? 0) - GAP.claim
      const passed = source[column]
      const cut = passed && passed.clause !== other.clause ? GAP.clause : 0
      const left = row === claim.length ? (scores[here - 1] ?? 0) : (scores[here - 1] ?? 0) - GAP.source - cut
      const match = likeness > 0 ? (scores[here - columns - 1] ?? 0) + likeness * worth : Number.NEGATIVE_INFINITY
      const best = Math.max(up, left, match)
      scores[here] = best
      moves[here] = best === match ? 3 : best === left ? 2 : 1
      likenesses[here] = likeness
    }
  }
  const pairs: Pair[] = []
  let row = claim.length
  let column = source.length
  while (row > 0 && column > 0) {
    const here = row * columns + column
    const move = moves[here]
    if (move === 3) {
      pairs.unshift({ claim: row - 1, source: column - 1, likeness: likenesses[here] ?? 0 })
      row--
      column--
    } else if (move === 2) column--
    else row--
  }
  return { pairs, score: scores[claim.length * columns + source.length] ?? 0 }
}
