import { capitalisedNames, findNames } from './names.ts'
import type { Reading } from './reading.ts'

/** The names of people in a text as it was written and as it was read. */
export function listPeople(original: string, { text, words }: Reading): string[] {
  const chinese = findNames(text, words).map((name) => name.text)
  return /\p{Script=Han}/u.test(original) ? chinese : [...chinese, ...capitalisedNames(original)]
}

/** People of a claim that no source names, be it by family name and first character only. */
export function findStrangers(claim: Reading, isSaid: (form: string) => boolean): string[] {
  const names = findNames(claim.text, claim.words).map(({ text }) => text)
  return [...new Set(names)].filter((name) => !isSaid(name.slice(0, 2)))
}
