import { normaliseForMatch } from '../language/normalise.ts'
import type { Citation, Conflict } from './answer.ts'
import { readFacts } from './facts.ts'
import { CONFLICT_SHARED } from './thresholds.ts'

type Claim = { n: number; documentId: string; about: string; value: number; unit: string; text: string }

/** Characters before a number within its clause: what the number is about. */
const ABOUT = 20

function claimsOf({ n, documentId, quote }: Citation): Claim[] {
  const text = normaliseForMatch(quote.replaceAll('，', '、'))
  return readFacts(quote).numbers.flatMap(({ value, unit, start, text: figure }) => {
    if (unit === '' || unit === 'clock') return []
    const clause = text.slice(Math.max(0, start - ABOUT), start).split(/[。；;！？!?\n|、,]/)
    return [{ n, documentId, about: clause.at(-1)?.replace(/[\s*《》「」“”'"]/g, '') ?? '', value, unit, text: figure }]
  })
}

function longestShared(a: string, b: string): string {
  let best = ''
  for (let start = 0; start < a.length; start++) {
    for (let end = start + best.length + 1; end <= a.length && b.includes(a.slice(start, end)); end++) {
      best = a.slice(start, end)
    }
  }
  return best
}

/**
 * Pairs of citations from two documents that give different numbers of one unit for the same words. Says little and
 * means it: the words directly before both numbers have to share a run of some length.
 */
export function findConflicts(citations: readonly Citation[]): Conflict[] {
  const claims = citations.flatMap(claimsOf)
  const found = new Map<string, Conflict>()
  for (const [at, a] of claims.entries()) {
    for (const b of claims.slice(at + 1)) {
      if (a.documentId === b.documentId || a.unit !== b.unit || a.value === b.value) continue
      const about = longestShared(a.about, b.about)
      if ((about.match(/[\p{L}]/gu)?.length ?? 0) < CONFLICT_SHARED) continue
      found.set(`${a.n}:${b.n}`, { about, citations: [a.n, b.n], values: [a.text, b.text] })
    }
  }
  return [...found.values()]
}
