import { questionLanguage } from '../../language/questions.ts'
import type { Turn } from '../answer.ts'
import type { Asked } from './asked.ts'
import { completeChinese } from './chinese.ts'
import { completeEnglish } from './english.ts'
import { englishWords, isEnglishContent } from './english-words.ts'
import { ownWeight } from './lean.ts'
import { recentTurns } from './recent-turns.ts'

/** Longer ones say themselves what they are about. */
const LONGEST_FOLLOW_UP = 200

function complete(question: string, turns: readonly Asked[]): string | undefined {
  if (turns.length === 0 || question.length > LONGEST_FOLLOW_UP) return undefined
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

/** Content words in English, and characters of them in Chinese, that say what a question is about. */
const TELLING = { words: 4, characters: 5 }
const POINTS_BACK =
  /[他她它]|[这那此该](?!样)|上述|前面|刚才|另一|其他|后者|前者|呢[?？]?$|\b(?:it|its|they|them|their|he|she|his|her|this|that|these|those|one|ones|other)\b/iu

/** Whether a question that the rules leave as it is plainly says by itself what it is about. */
export function standsAlone(question: string): boolean {
  if (POINTS_BACK.test(question)) return false
  if (question.length > LONGEST_FOLLOW_UP) return true
  if (questionLanguage(question) === 'en')
    return englishWords(question).filter(isEnglishContent).length >= TELLING.words
  return ownWeight(question, '') >= TELLING.characters
}
