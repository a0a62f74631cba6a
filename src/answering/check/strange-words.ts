import type { FindRelated } from '../terms.ts'

const LATIN = /[A-Za-z][A-Za-z\d]*(?:[-.+#_][A-Za-z\d]+)*/g
/** A name of a product or a standard, as Chinese sentences hold them: HikLink, RFID, and no word in small letters. */
const isName = (word: string): boolean => word.length > 1 && /[A-Z].*[A-Z]|^[A-Z].{3}/.test(word)
const squash = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Latin names in a Chinese sentence that stand in no source, in any form that a glossary knows. */
export function findStrangeWords(text: string, sources: string, findRelated?: FindRelated): string[] {
  const source = squash(sources)
  const related = findRelated?.(text) ?? []
  return (text.normalize('NFKC').match(LATIN) ?? []).filter((word) => {
    if (!isName(word)) return false
    const forms = related.filter((one) => squash(one.word) === squash(word)).flatMap(({ forms }) => forms)
    return ![word, ...forms].some((form) => source.includes(squash(form)))
  })
}
