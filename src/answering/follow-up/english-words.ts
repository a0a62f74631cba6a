import { isFunctionWord } from '../../language/function-words.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Words that carry a question and name nothing, beside the function words of the language. */
const CARRIERS = words(
  'ok okay thanks thank please well still again else too also really exactly actually then next long early late soon often far ' +
    "what's who's how's it's that's why's happen happens happened mean means go went come need want take takes took",
)
/** Verbs of such questions: what follows a subject in them. */
export const ENGLISH_VERBS = words(
  'mean last meet have need take use cost happen work run start begin end stop fail fall rise change cover include require apply ' +
    'approve sign pay expire stand say do go come get give make keep hold own lead handle decide report review check file ask ' +
    'contain look become remain count sit live belong allow involve affect support cause handle deal treat organise organize plan build test deploy send receive deliver know see want ' +
    'sits meets takes runs reviews signs approves pays owns leads handles decides reports checks keeps holds covers writes gets sends does',
)

export const englishWords = (text: string): string[] =>
  text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.+#_-]*/gu)?.map((word) => word.replace(/[.'’-]+$/u, '')) ?? []

/** Whether a word names something. */
export function isEnglishContent(word: string): boolean {
  const lower = word.toLowerCase()
  return !isFunctionWord(lower) && !CARRIERS.has(lower) && /[\p{L}\p{N}]/u.test(word)
}

/** Names and codes: with a capital or a figure, the first word of the question left out. */
export const isEnglishName = (word: string, at: number): boolean =>
  /\d/.test(word) || (/^\p{Lu}/u.test(word) && (at > 0 || /^\p{Lu}{2}/u.test(word)) && word !== 'I')

/** By their place, from the first. */
export const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']
