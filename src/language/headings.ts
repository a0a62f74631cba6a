import { readHanNumber } from './list-marks.ts'

/**
 * A heading told by its numbering alone. `level` runs from 1 (a chapter) to 6; `series` names the
 * numbering it belongs to, so that two neighbours of one series can be seen to be a list; `value` is its number.
 */
export type NumberedHeading = { level: number; series: string; value: number; title: string }

type Form = { pattern: RegExp; series: string; level: number; longest: number }

const FORMS: Form[] = [
  { pattern: /^第\s*([一二三四五六七八九十\d]{1,3})\s*(?:章|篇|部分|编)/, series: 'chapter', level: 1, longest: 40 },
  { pattern: /^(?:Chapter|Part|CHAPTER|PART)\s+(\d{1,2}|[IVX]{1,4})\b/, series: 'chapter', level: 1, longest: 80 },
  {
    pattern: /^(?:附录|附件|Appendix)\s*([一二三四五六七八九十\dA-Z]{1,2})?(?=[\s：:.、]|$)/,
    series: 'appendix',
    level: 1,
    longest: 60,
  },
  { pattern: /^第\s*([一二三四五六七八九十\d]{1,3})\s*节/, series: 'part', level: 2, longest: 40 },
  { pattern: /^([一二三四五六七八九十]{1,3})\s*[、.．]/, series: 'han', level: 2, longest: 40 },
  { pattern: /^【([一二三四五六七八九十\d]{1,2})】/, series: 'bracket', level: 2, longest: 40 },
  { pattern: /^第\s*([一二三四五六七八九十\d]{1,3})\s*条(?=\s)/, series: 'article', level: 3, longest: 30 },
  { pattern: /^[(（]([一二三四五六七八九十]{1,3})[)）]/, series: 'paren-han', level: 3, longest: 40 },
  {
    pattern: /^\d{1,2}[.．]\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})?[.．、]?(?=\s|[\u3400-\u9fff])/,
    series: 'section-3',
    level: 6,
    longest: 40,
  },
  { pattern: /^\d{1,2}[.．]\d{1,2}[.．、]?(?=\s|[\u3400-\u9fff])/, series: 'section-2', level: 5, longest: 40 },
  { pattern: /^(\d{1,2})[.．、](?!\d)/, series: 'digit', level: 4, longest: 30 },
  { pattern: /^(\d{1,2})[)）]/, series: 'digit-paren', level: 6, longest: 30 },
  { pattern: /^[(（](\d{1,2})[)）]/, series: 'paren-digit', level: 6, longest: 30 },
  { pattern: /^([①-⑳])[.．、]?/, series: 'circled', level: 6, longest: 30 },
]

const FIRST = /[第一二三四五六七八九十附（(【\dCPA①-⑳]/
const SENTENCE_SIGNS = /[。！？；!?;]|[：:，,].|\.\s/

function readNumber(number: string): number {
  const circled = number.charCodeAt(0) - 0x245f
  if (circled >= 1 && circled <= 20) return circled
  return readHanNumber(number) ?? (Number.parseInt(number, 10) || 0)
}

/** A heading text without the signs around it: `## **一、背景：**` is `一、背景`. */
export function cleanHeading(text: string): string {
  return text
    .replace(/^#{1,6}\s+/, '')
    .replace(/\s#+\s*$/, '')
    .replace(/\*\*|__/g, '')
    .replace(/[：:]\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Reads a line of plain text as a numbered heading (第三章, 一、, （一）, 1., 1.1, 1）, ①): the notation gives the level, and
 * the line has to be short and to hold no sentence. Whether it is rather an item of a list, its neighbours tell.
 */
export function readNumberedHeading(line: string): NumberedHeading | undefined {
  const bare = line.trim()
  if (bare.length < 3 || bare.length > 100) return undefined
  const text = cleanHeading(bare)
  if (!FIRST.test(text.charAt(0))) return undefined
  for (const { pattern, series, level, longest } of FORMS) {
    const found = pattern.exec(text)
    if (!found) continue
    const title = text.slice(found[0].length).trim()
    const wide = /[\u3400-\u9fff]/.test(title) ? longest : longest * 2
    if (title.length > wide || !(title === '' ? level === 1 : /\p{L}/u.test(title))) return undefined
    if (SENTENCE_SIGNS.test(title.replace(/^[：:.、]\s*/, ''))) return undefined
    const number = found[1] ?? ''
    return { level, series, value: readNumber(number), title: text }
  }
  return undefined
}
