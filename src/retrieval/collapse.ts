import { normaliseForMatch } from '../language/normalise.ts'

const GRAM = 5
/** Of all grams, those whose hash is divisible by this are compared (sampling after Broder 1997). */
const SAMPLE = 4
const NEAR_DUPLICATE = 0.75

function fingerprint(text: string): Set<number> {
  const bare = normaliseForMatch(text).replace(/\s+/g, '')
  const sampled = new Set<number>()
  for (let at = 0; at + GRAM <= bare.length; at++) {
    let hash = 0
    for (let offset = 0; offset < GRAM; offset++) hash = (Math.imul(hash, 31) + bare.charCodeAt(at + offset)) | 0
    const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0
    if (mixed % SAMPLE === 0) sampled.add(mixed)
  }
  return sampled
}

function isContained(part: Set<number>, whole: Set<number>): boolean {
  let shared = 0
  for (const gram of part) if (whole.has(gram)) shared++
  return part.size > 0 && shared >= NEAR_DUPLICATE * part.size
}

/**
 * Leaves out what says again, white space aside, what a better passage said: at least three quarters
 * of its character sequences stand in that one. Keeps the order.
 *
 * @param enough stop when so many are kept.
 */
export function collapseNearDuplicates<T extends { text: string }>(passages: readonly T[], enough: number): T[] {
  const kept: { passage: T; grams: Set<number> }[] = []
  for (const passage of passages) {
    if (kept.length >= enough) break
    const grams = fingerprint(passage.text)
    const isRepeat = kept.some((earlier) => earlier.passage.text === passage.text || isContained(grams, earlier.grams))
    if (!isRepeat) kept.push({ passage, grams })
  }
  return kept.map(({ passage }) => passage)
}
