import { normaliseForMatch } from '../language/normalise.ts'

const SHARE_OF_PAIRS = 0.6
const SEEN = 600

function characterPairs(text: string): Set<string> {
  const bare = [...normaliseForMatch(text).replace(/[^\p{L}\p{N}]+/gu, '')]
  return new Set(bare.slice(1).map((character, at) => `${bare[at]}${character}`))
}

const numbersOf = (text: string) => normaliseForMatch(text).match(/\d+(?:\.\d+)?/g) ?? []

/**
 * The share of points an answer makes, by form and not by meaning: 60% of a point's distinct
 * character pairs and every number of it stand in the answer's first 600 characters, marks left out.
 */
export function shareOfPoints(answer: string, points: readonly string[]): number {
  const shown = answer.replace(/\[\d+\]/g, '').slice(0, SEEN)
  const pairs = characterPairs(shown)
  const numbers = new Set(numbersOf(shown))
  const made = points.filter((point) => {
    const wanted = [...characterPairs(point)]
    const found = wanted.filter((pair) => pairs.has(pair)).length
    return found >= SHARE_OF_PAIRS * wanted.length && numbersOf(point).every((number) => numbers.has(number))
  })
  return points.length === 0 ? 0 : made.length / points.length
}
