import { COMPOUND_SURNAMES, EVERYDAY_SURNAMES, SURNAMES, WORDS_NOT_NAMES } from './surnames.ts'

/** Third characters that make a noun and no name: 负责人-like roles, units, measures. */
const NOUN_ENDINGS = new Set(
  '员组层部者会表率类型额费段端库号项点度性期值面级区位件站网版线案品制商型卡板厅科局司所院校店',
)
const TITLED = /^(..?)(?:总|经理|主任|总监|老师|部长|处长|局长|院长|书记|主席)$/

/** A name without the spaces that pad it: `石  轩` is `石轩`. */
export const bareName = (name: string): string => name.replace(/[\s\u3000*]+/g, '')

function surnameLength(name: string): 0 | 1 | 2 {
  if (name.length > 2 && COMPOUND_SURNAMES.has(name.slice(0, 2))) return 2
  return SURNAMES.has(name.charAt(0)) ? 1 : 0
}

/** Whether it is made like a Chinese name, surname and one or two given characters, and is not an everyday word. */
export function looksLikeName(name: string): boolean {
  const surname = surnameLength(name)
  const given = name.length - surname
  if (surname === 0 || given < 1 || given > 2) return false
  if (surname === 2) return true
  if (WORDS_NOT_NAMES.has(name.slice(0, 2))) return false
  return given === 1 || !NOUN_ENDINGS.has(name.charAt(2))
}

/** Whether it looks like a name at first sight, even when nothing else in the document says so. */
export function isDistinctName(name: string): boolean {
  return name.length > 2 && looksLikeName(name) && !EVERYDAY_SURNAMES.has(name.charAt(0))
}

/** A surname and a title: 贺总, 简主任. */
export function isTitledName(name: string): boolean {
  const surname = TITLED.exec(name)?.[1]
  if (surname === undefined) return false
  return surname.length === 2
    ? COMPOUND_SURNAMES.has(surname)
    : SURNAMES.has(surname) && !EVERYDAY_SURNAMES.has(surname)
}
