import { isCommonEnglish } from '../../language/common-english.ts'
import { normaliseForMatch } from '../../language/normalise.ts'
import type { QuestionLanguage } from '../../language/questions.ts'
import { type TaggedWord, tagByDictionary } from '../../language/segment.ts'
import { GIVEN, SURNAMES } from '../surnames.ts'
import type { FindRelated } from '../terms.ts'

/** What names of organisations and projects are followed by. */
const INSTITUTION =
  /^(?:银行|医院|卫生院|港口|港区|码头|集团|公司|医共体|大学|学院|中学|小学|水务|地铁|机场|电网|电力|燃气|法院|县|市|区|镇|项目|平台|热线|产品|客户|大屏|智慧|那边|现场|[一二三]期)/
const AFTER_PREPOSITION = /[在跟给和与为]$/
const HAN_NAME = /^\p{Script=Han}{2,8}$/u
const PERSON = new RegExp(
  `(?<=^|[，。？！,;?!\\s]|请问|[找问和跟与让由给])[${SURNAMES}]${GIVEN}{2}(?=在|负责|主管|说|提|管|是|和|去|做|参加|参与|的)`,
  'gu',
)
const INITIAL = '(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?'
const FINAL =
  '(?:ai|ei|ao|ou|ang|eng|ong|an|en|er|iang|iong|iao|ian|ing|ia|ie|iu|in|uang|uai|uan|ua|uo|ui|un|ue|a|o|e|i|u|v)'
const PINYIN = new RegExp(`^(?:${INITIAL}${FINAL})+$`)

type Placed = TaggedWord & { start: number }

/** Words of the dictionary; characters that it does not know as a word are put together two by two. */
function placeWords(text: string): Placed[] {
  const placed: Placed[] = []
  let at = 0
  for (const { word, tag } of tagByDictionary(text)) {
    const last = placed.at(-1)
    const isLone = /^\p{Script=Han}$/u.test(word) && /^(?:n|g|zg|j|x)/.test(tag)
    if (isLone && last?.tag === 'lone' && last.start + last.word.length === at && last.word.length === 1)
      last.word += word
    else placed.push({ word, tag: isLone ? 'lone' : tag, start: at })
    at += word.length
  }
  return placed
}

function chineseNames(text: string): string[] {
  return placeWords(text).flatMap(({ word, tag, start }) => {
    if (!HAN_NAME.test(word)) return []
    const isInstitution = INSTITUTION.test(text.slice(start + word.length))
    const isPlaced = start === 0 || AFTER_PREPOSITION.test(text.slice(0, start))
    const isName =
      tag === 'nt' ||
      (/^(?:nr|lone)/.test(tag) && (isInstitution || (tag === 'lone' && start === 0))) ||
      (/^(?:ns|nz|nrt)/.test(tag) && (isInstitution || isPlaced))
    return isName ? [word] : []
  })
}

/** Persons: a surname and two more characters where a name stands; two others that sound alike would share one of them. */
function strangePersons(text: string, isUnknown: (text: string) => boolean): string[] {
  return [...text.matchAll(PERSON)]
    .map(([name]) => name)
    .filter((name) => isUnknown(name.slice(0, 2)) && isUnknown(name.slice(1)))
}

/** Capitalised words within an English sentence; those that may be Chinese in other letters are left out. */
function englishNames(question: string, findRelated: FindRelated | undefined): string[] {
  const words = [...question.matchAll(/(?<=[a-z,;] )[A-Z][a-z]{3,}(?![a-z-])/g)].map(([word]) => word.toLowerCase())
  const related = new Set((findRelated?.(question) ?? []).flatMap(({ word }) => word.split(' ')))
  return words.filter((word) => !PINYIN.test(word) && !isCommonEnglish(word) && !related.has(word))
}

/**
 * Names in a question, of organisations, places and products, that stand nowhere in the corpus. Only what can hardly be
 * anything else counts: a word of the dictionary that is marked as a name, or that it does not know, where names stand.
 */
export function findUnknownNames(
  question: string,
  language: QuestionLanguage,
  isUnknown: (text: string) => boolean,
  findRelated?: FindRelated,
): string[] {
  const names = language === 'zh' ? chineseNames(normaliseForMatch(question)) : englishNames(question, findRelated)
  const related = new Set((findRelated?.(question) ?? []).map(({ word }) => word))
  const persons = strangePersons(normaliseForMatch(question), isUnknown)
  return [...new Set([...persons, ...names.filter((name) => !related.has(name) && isUnknown(name))])]
}
