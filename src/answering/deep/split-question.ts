import { normaliseForMatch } from '../../language/normalise.ts'
import { splitJoined } from './split-joined.ts'
import { splitSides } from './split-sides.ts'

/** Characters; what is longer than a question with parts would be is split no further. */
const LONGEST_SPLIT = 1_000

/**
 * The parts of a question that can be searched by themselves: questions joined into one, and the sides of what is
 * compared or listed, each as a question of its own; none for a question of one part.
 */
export function splitQuestion(question: string): string[] {
  const text = question.slice(0, LONGEST_SPLIT).normalize('NFKC').replace(/\s+/g, ' ').trim()
  const joined = splitJoined(text)
  const parts = (joined.length > 1 ? joined : [text]).flatMap((one) => {
    const sides = splitSides(one)
    return sides.length > 1 ? sides : [one]
  })
  const seen = new Set([normaliseForMatch(text)])
  return parts.filter((part) => {
    const form = normaliseForMatch(part)
    return !seen.has(form) && seen.add(form)
  })
}
