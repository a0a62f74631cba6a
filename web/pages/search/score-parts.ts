/** What a hit's score is made of, in the order in which it is shown. */
const SCORE_PARTS = ['words', 'concepts', 'nearby', 'kind', 'lexical', 'dense', 'model'] as const
export type ScorePart = (typeof SCORE_PARTS)[number]

type Numbers = Readonly<Record<string, number | undefined>>
/** What of a hit's reasons has numbers. */
export type Explained = { rerank?: number | undefined; parts?: Numbers | undefined; shares?: Numbers | undefined }

/**
 * The score of a hit taken apart: the share that its relevance has in it is divided as the relevance itself is.
 * A hit that was not judged by its text has that share as words. Shares from 0 to 1 that add up to 1; none is 0.
 */
export function splitScore({ rerank = 0, parts = {}, shares = {} }: Explained): { part: ScorePart; share: number }[] {
  const total = Object.values(shares).reduce<number>((sum, share = 0) => sum + share, 0)
  if (total <= 0) return []
  const relevance = shares.relevance ?? 0
  const amountOf = (part: ScorePart) => {
    if (part === 'lexical' || part === 'dense' || part === 'model') return shares[part] ?? 0
    if (rerank <= 0) return part === 'words' ? relevance : 0
    return (relevance * (parts[part] ?? 0)) / rerank
  }
  return SCORE_PARTS.map((part) => ({ part, share: amountOf(part) / total })).filter(({ share }) => share > 0)
}

/** Whole percents that add up to 100: those that lose most by rounding down are given what is left. */
export function toPercents(shares: readonly number[]): number[] {
  const percents = shares.map((share) => Math.floor(share * 100 + 1e-9))
  const left = shares.length === 0 ? 0 : 100 - percents.reduce((sum, percent) => sum + percent, 0)
  const byLoss = shares.map((share, at) => ({ at, loss: share * 100 - (percents[at] ?? 0) }))
  byLoss.sort((a, b) => b.loss - a.loss || a.at - b.at)
  for (const { at } of byLoss.slice(0, left)) percents[at] = (percents[at] ?? 0) + 1
  return percents
}
