import type { Turn } from '../answer.ts'

/** Turns that a follow-up may lean on, and the characters of them that are read. */
export const TURNS_READ = 6
const CHARACTERS_READ = 4_000
/** A question is short; of a long one the beginning says what it is about. */
const LONGEST_QUESTION = 400

/** The last turns, oldest first, cut to what is read of them however long the conversation is. */
export function recentTurns(turns: readonly Turn[]): Turn[] {
  const recent: Turn[] = []
  let left = CHARACTERS_READ
  for (const turn of turns.slice(-TURNS_READ).reverse()) {
    if (left <= 0) break
    const question = turn.question.slice(0, Math.min(LONGEST_QUESTION, left))
    left -= question.length
    const asked = turn.asked?.slice(0, Math.min(LONGEST_QUESTION, left))
    left -= asked?.length ?? 0
    const answer = turn.answer?.slice(0, left)
    left -= answer?.length ?? 0
    recent.push({ question, asked, answer })
  }
  return recent.reverse()
}
