import { signBytes, type VectorBlock } from './vector-block.ts'

/** Fills `into`, by slot, with what a cosine is about; what stands there for slots without a vector means nothing. */
export type Approximate = (block: VectorBlock, into: Float32Array) => void

const QUESTION_LEVELS = 32_767

/** Over signed bytes, by dimension: for questions with few values other than 0. */
function byLevels(question: Float32Array, dimensions: readonly number[]): Approximate {
  const largest = dimensions.reduce((most, d) => Math.max(most, Math.abs(question[d] as number)), 0)
  const step = largest / QUESTION_LEVELS
  const weights = Int32Array.from(dimensions, (d) => Math.round((question[d] as number) / step))
  return ({ slots, levels, steps }, into) => {
    const sums = new Int32Array(slots)
    let at = 0
    for (; at + 4 <= weights.length; at += 4) {
      const [a, b, c, d] = [
        weights[at] as number,
        weights[at + 1] as number,
        weights[at + 2] as number,
        weights[at + 3] as number,
      ]
      const ofA = (dimensions[at] as number) * slots
      const ofB = (dimensions[at + 1] as number) * slots
      const ofC = (dimensions[at + 2] as number) * slots
      const ofD = (dimensions[at + 3] as number) * slots
      for (let slot = 0; slot < slots; slot++)
        sums[slot] =
          ((sums[slot] as number) +
            a * (levels[ofA + slot] as number) +
            b * (levels[ofB + slot] as number) +
            c * (levels[ofC + slot] as number) +
            d * (levels[ofD + slot] as number)) |
          0
    }
    for (; at < weights.length; at++) {
      const weight = weights[at] as number
      const first = (dimensions[at] as number) * slots
      for (let slot = 0; slot < slots; slot++)
        sums[slot] = ((sums[slot] as number) + weight * (levels[first + slot] as number)) | 0
    }
    for (let slot = 0; slot < slots; slot++) into[slot] = (sums[slot] as number) * step * (steps[slot] as number)
  }
}

/** Over signs, eight at a time by a table: for questions that use most dimensions. */
function bySigns(question: Float32Array): Approximate {
  const bytes = signBytes(question.length)
  const worth = new Float32Array(bytes * 256)
  for (let byte = 0; byte < bytes; byte++) {
    for (let signs = 0; signs < 256; signs++) {
      let sum = 0
      for (let bit = 0; bit < 8; bit++) {
        const value = question[byte * 8 + bit] ?? 0
        sum += (signs >> bit) & 1 ? value : -value
      }
      worth[byte * 256 + signs] = sum / Math.sqrt(question.length)
    }
  }
  return ({ slots, signs }, into) => {
    let at = 0
    for (let slot = 0; slot < slots; slot++) {
      let sum = 0
      for (let table = 0; table < worth.length; table += 256, at++)
        sum += worth[table + (signs[at] as number)] as number
      into[slot] = sum
    }
  }
}

/** Questions with more values than these other than 0 go by signs: 100,000 chunks then take as long either way. */
const MOST_LEVELLED = 64

/** The cheapest way to find out which chunks may be near a question. */
export function approximateFor(question: Float32Array): { approximate: Approximate; isFine: boolean } {
  const dimensions = Array.from(question.keys()).filter((d) => question[d] !== 0)
  const isFine = dimensions.length <= MOST_LEVELLED
  return { approximate: isFine ? byLevels(question, dimensions) : bySigns(question), isFine }
}
