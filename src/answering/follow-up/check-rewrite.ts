import { isFunctionWord } from '../../language/function-words.ts'
import { normaliseForMatch } from '../../language/normalise.ts'
import { contentTerms } from '../../language/questions.ts'
import { cutByDictionary } from '../../language/segment.ts'
import type { Turn } from '../answer.ts'

const LONGEST_REWRITE = 300
/** Share of the words of the question that its full form keeps; a pronoun is no such word. */
const KEPT = 0.5
const MARKUP = /https?:|www\.|[<>{}`|]|\]\(|\[\d+\]|<\/|^\s*[#*-]/iu
const ABOUT = /^(?:full |rewritten )?question\s*[:：]|^(?:完整|改写后?)?的?问题(?:是|为)?\s*[:：]/iu

const tidy = (line: string): string =>
  line
    .trim()
    .replace(/^["'“「]+|["'”」]+$/gu, '')
    .replace(ABOUT, '')
    .trim()

/** Whether a word stands in a text: a Latin one as its stem, a Chinese one as a whole or by its words. */
function holds(word: string, text: string, words: ReadonlySet<string>): boolean {
  if (!/\p{Script=Han}/u.test(word)) return words.has(word)
  if (text.includes(word)) return true
  const parts = cutByDictionary(word)
  return parts.some((part) => part.length > 1) && parts.every((part) => isFunctionWord(part) || text.includes(part))
}

/**
 * A model's full question, where it may be used: one line of at most 300 characters without markup, every word and
 * number of which stands in the question or the turns, and which keeps what the question itself says.
 */
export function checkRewrite(reply: string, question: string, turns: readonly Turn[]): string | undefined {
  const lines = reply.split('\n').filter((line) => line.trim() !== '')
  const line = tidy(lines[0] ?? '')
  if (lines.length !== 1 || line === '' || line.length > LONGEST_REWRITE || MARKUP.test(line)) return undefined
  const said = normaliseForMatch(
    [question, ...turns.flatMap((turn) => [turn.question, turn.asked ?? '', turn.answer ?? ''])].join('\n'),
  )
  const known = new Set(contentTerms(said).words)
  const written = normaliseForMatch(line)
  const { words } = contentTerms(line)
  if (!words.every((word) => holds(word, said, known))) return undefined
  const numbers = (text: string): string[] => text.match(/\d+(?:[.,:]\d+)*/gu) ?? []
  const saidNumbers = new Set(numbers(said))
  if (!numbers(written).every((number) => saidNumbers.has(number))) return undefined
  const own = contentTerms(question).words
  const rewritten = new Set(words)
  const kept = own.filter((word) => holds(word, written, rewritten)).length
  return own.length === 0 || kept / own.length >= KEPT ? line : undefined
}
