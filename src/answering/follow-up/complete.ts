import { questionLanguage } from '../../language/questions.ts'
import type { Turn } from '../answer.ts'
import type { Asked } from './asked.ts'
import { completeChinese } from './chinese.ts'
import { completeEnglish } from './english.ts'
import { englishWords, isEnglishContent } from './english-words.ts'
import { ownWeight } from './lean.ts'
import { recentTurns } from './recent-turns.ts'

/** Content words in English, and characters of them in Chinese, that say what a question is about. */
const TELLING = { words: 4, characters: 5, own: 3 }
const POINTS_BACK =
  /[他她它]|[这那此该](?!样)|上述|前面|刚才|另一|其他|后者|前者|呢[?？]?$|\b(?:it|its|they|them|their|he|she|his|her|this|that|these|those|one|ones|other)\b/iu
/** Words that go on from what was said. */
const LINKS =
  /^(?:and|but|so|or|also|then|what about|how about|why|who else|same)\b|^(?:那|还|也|再|又|然后|另外|换成|如果)/iu

/** Longer ones say themselves what they are about. */
const LONGEST_FOLLOW_UP = 200

/** A year or three words of its own name a matter, unless something points back or the conversation has them already. */
function namesItsMatter(question: string, turns: readonly Asked[]): boolean {
  if (POINTS_BACK.test(question) || LINKS.test(question)) return false
  const said = turns
    .map(({ asked, answer }) => `${asked}\n${answer}`)
    .join('\n')
    .toLowerCase()
  const year = /(?<!\d)(?:19|20)\d{2}\s*年/.exec(question)?.[0]
  if (year !== undefined && !said.includes(year.slice(0, 4))) return true
  const own = englishWords(question).filter((word) => isEnglishContent(word) && !said.includes(word.toLowerCase()))
  return questionLanguage(question) === 'en' && own.length >= TELLING.own
}

function complete(question: string, turns: readonly Asked[]): string | undefined {
  if (turns.length === 0 || question.length > LONGEST_FOLLOW_UP) return undefined
  if (namesItsMatter(question, turns)) return undefined
  return questionLanguage(question) === 'en' ? completeEnglish(question, turns) : completeChinese(question, turns)
}

/** The turns with their questions in full, each completed by those before it where that was not kept. */
function fillTurns(turns: readonly Turn[]): Asked[] {
  const filled: Asked[] = []
  for (const { question, asked, answer = '' } of recentTurns(turns)) {
    const full = asked ?? complete(question.trim(), filled) ?? question.trim()
    filled.push({ asked: full, answer })
  }
  return filled
}

/**
 * The full question that a follow-up stands for (那验收呢? -> 临渊港口的验收…), written by rules from the last turns;
 * undefined when the question stands for itself.
 * @param turns oldest first; only the last few are read, however many there are.
 */
export function completeFollowUp(question: string, turns: readonly Turn[]): string | undefined {
  const text = question.normalize('NFKC').trim()
  if (text === '' || turns.length === 0) return undefined
  const full = complete(text, fillTurns(turns))
  return full === undefined || full === text ? undefined : full
}

/** Whether a question that the rules leave as it is plainly says by itself what it is about. */
export function standsAlone(question: string): boolean {
  if (POINTS_BACK.test(question)) return false
  if (question.length > LONGEST_FOLLOW_UP) return true
  if (questionLanguage(question) === 'en')
    return englishWords(question).filter(isEnglishContent).length >= TELLING.words
  return ownWeight(question, '') >= TELLING.characters
}
