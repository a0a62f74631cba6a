import { readListMark } from '../language/list-marks.ts'

const HAN_GAP = /(?<=[\p{Script=Han}，。；：、！？）」』”])\s+(?=[\p{Script=Han}（「『“])/gu

/** `[3]` in a text of ours or a model's would read as a citation mark. */
function disarmMarks(text: string): string {
  return text.replace(/\[(\^?\s*\d[\d\s,，、-]*)\]/g, '［$1］')
}

/**
 * Text that comes from outside as words only: no markup that a Markdown reader would act on (images, links, tags, code,
 * headings, emphasis), no citation marks.
 */
export function disarmMarkdown(text: string): string {
  return disarmMarks(
    text
      .replace(/!\[([^\]]*)\]\([^)]*\)?/g, '$1')
      .replace(/\[([^\]]*)\]\([^)]*\)?/g, '$1')
      .replace(/!?\[([^\]\d][^\]]*)\]\[[^\]]*\]/g, '$1')
      .replace(/<(?=[a-z/!?])/gi, '＜')
      .replace(/`+/g, "'")
      .replace(/\*\*|__/g, '')
      .replace(/^\s*(?:#{1,6}\s+|>\s?)+/gm, ''),
  )
}

/** A row of a table as a phrase: `| a | b |` is `a；b`. */
function flattenRow(text: string): string {
  if (!text.startsWith('|') && !text.includes(' | ')) return text
  const cells = text.split('|').map((cell) => cell.trim())
  return cells.filter((cell) => cell !== '').join('；')
}

/** A cut of a document as it is shown in an answer: on one line, without list marks and markup. */
export function showQuote(quote: string): string {
  const bare = quote.trim()
  const mark = readListMark(bare, 0, bare.length)
  const body = mark && mark.end < bare.length ? bare.slice(mark.end) : bare
  return flattenRow(disarmMarkdown(body).trim()).replace(HAN_GAP, '').replace(/\s+/g, ' ').trim()
}
