import { readHanNumber } from '../../language/list-marks.ts'

/** What an answer says that says nothing. */
export const NO_ANSWER = /资料(?:里|中)?(?:没有|未)|没有(?:找到|提到|检索)|corpus does not/iu

const LONGEST_ITEM = 30
const MARKED =
  /(?:^|[\n；;。:：]\s*)(?:[一二三四五六七八九十]+、|\d{1,2}[.、)）]\s?(?!\d)|[（(][一二三四五六七八九十\d]+[)）]|[①-⑩]|[-*•]\s)/u

/** An answer as it is read here: without the marks of its sources and of Markdown. */
export function plainAnswer(answer: string): string {
  return answer
    .replace(/\s*\[\d+\]/gu, '')
    .replace(/\*\*|__|`|^#+\s+|^>\s?/gmu, '')
    .trim()
}

const tidy = (item: string): string => item.trim().replace(/^[\s：:]+|[\s。.；;，,、]+$/gu, '')

/** The points of an answer that lists several; none when it lists nothing. */
export function listItems(answer: string): string[] {
  const text = plainAnswer(answer)
  const marked = text.split(new RegExp(MARKED, 'gu')).map(tidy)
  const items = marked.length > 2 ? marked.slice(1) : splitPlain(text)
  return items.filter((item) => item !== '')
}

function splitPlain(text: string): string[] {
  const colon = text.search(/[：:]/u)
  const body = colon < 0 ? text : text.slice(colon + 1)
  const parts = /[；;]/u.test(body) ? body.split(/[；;]/u) : body.split(/[、]|,(?=\s)|\sand\s/u)
  const items = parts.map(tidy)
  return items.length > 1 && items.every((item) => item.length <= LONGEST_ITEM) ? items : []
}

/** An item short enough to stand in a question. */
export function clipItem(item: string): string {
  return item.length <= LONGEST_ITEM ? item : item.slice(0, LONGEST_ITEM).replace(/[，,；;。][^，,；;。]*$/u, '')
}

/** 第三 -> 3; `last` for the last one. */
export function readOrdinal(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : readHanNumber(text)
}
