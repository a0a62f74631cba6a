import type { Literal } from '../analyse.ts'
import { bestWindow } from './best-window.ts'
import type { Occurrences } from './occurrences.ts'

/**
 * BM25 (Robertson and Zaragoza 2009) among the candidates: how fast repeats stop counting, and how much length is held
 * against a passage. Among candidates repeats tell less than in the whole library: measured on public sets.
 */
const K1 = 0.6
const B = 0.75
/** A question that names a date or an amount is about that one: it counts for more than a word. */
const QUANTITY_SHARE = 1.5

const HAN = /\p{Script=Han}/u

/** The words of a question with what each is worth: its weight times its rarity. */
export type WeighedLiterals = { literals: readonly Literal[]; worth: readonly number[]; meanLength: number }

/** In units of BM25. */
export type WordMeasures = {
  /** The words, as often as they stand in the passage. */
  words: number
  /** Each word once, in the best two sentences. */
  window: number
  /** Each word once, anywhere. */
  cover: number
  /** As `cover`, of those that are spelt: a Chinese word counts already by its pairs and characters, too. */
  spelt: number
}

export const saturate = (count: number, norm: number): number => (count * (K1 + 1)) / (count + K1 * norm)

export function measureWords(
  { text, bodyAt, places }: Occurrences,
  { literals, worth, meanLength }: WeighedLiterals,
): WordMeasures {
  const norm = 1 - B + (B * text.length) / meanLength
  const measures: WordMeasures = { words: 0, window: 0, cover: 0, spelt: 0 }
  const found: { places: readonly number[]; worth: number }[] = []
  for (let at = 0; at < literals.length; at++) {
    const [literal, where] = [literals[at], places[at]]
    if (!literal || !where || where.length === 0) continue
    const value = worth[at] ?? 0
    const share = literal.kind === 'quantity' ? QUANTITY_SHARE : 1
    measures.words += share * value * saturate(where.length, norm)
    if (literal.kind === 'character') continue
    measures.cover += value
    if (!HAN.test(literal.text)) measures.spelt += value
    found.push({ places: where, worth: value })
  }
  measures.window = bestWindow(text, bodyAt, found)
  return measures
}

/** What all words of a question but single characters are worth together. */
export function totalWorth({ literals, worth }: WeighedLiterals): number {
  return literals.reduce((sum, { kind }, at) => (kind === 'character' ? sum : sum + (worth[at] ?? 0)), 0)
}
