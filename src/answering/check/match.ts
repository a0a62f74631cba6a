import { alignTokens, listTokens, type Pair, type Token, tokenLikeness } from './align.ts'
import { statesFigure } from './compare-figures.ts'
import type { Reading } from './reading.ts'

/** A source with its tokens, by clause. */
export type Source = { reading: Reading; tokens: Token[]; byClause: Token[][] }

export function prepareSource(reading: Reading, names: ReadonlySet<string>): Source {
  const tokens = listTokens(reading, names)
  return {
    reading,
    tokens,
    byClause: reading.clauses.map((_, index) => tokens.filter(({ clause }) => clause === index)),
  }
}

/** A clause of a claim with the place of a source that says most of it. */
export type Match = { tokens: Token[]; clause: number; source: Source | undefined; pairs: Pair[]; score: number }

/** For each clause of a claim that tells anything, where it is best told. */
export function matchClauses(claim: Source, sources: readonly Source[]): Match[] {
  return claim.byClause.flatMap((tokens, clause): Match[] => {
    if (tokens.length === 0) return []
    let best: Match = { tokens, clause, source: undefined, pairs: [], score: Number.NEGATIVE_INFINITY }
    for (const source of sources) {
      const { pairs, score } = alignTokens(tokens, source.tokens)
      if (score > best.score) best = { tokens, clause, source, pairs, score }
    }
    return [best]
  })
}

/** How well a clause of a source has a token, 0 to 1. */
export function inClause(token: Token, clause: readonly Token[], text: string): number {
  if (token.kind === 'word' && token.word.isHan && token.text.length > 1 && text.includes(token.text)) return 1
  let best = 0
  for (const other of clause) {
    const likeness =
      token.kind === 'figure' && other.kind === 'figure'
        ? Number(statesFigure(token.figure, other.figure))
        : tokenLikeness(token, other)
    if (likeness > best) best = likeness
    if (best === 1) break
  }
  return best
}
