// Line ends and tabs stay; so do ZWJ and ZWNJ, which emoji and some scripts need.
const UNWANTED = /(?![\n\t])[\p{Cc}\u00AD\u200B\u2060\uFEFF]/gu
const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const ODD_SPACE = /[\u00A0\u2000-\u200A\u202F\u205F]/g

/**
 * Text as it may stand in an extraction: `\n` line ends, no byte-order mark, no control characters but `\n` and `\t`,
 * no lone surrogates, plain spaces (the ideographic space stays).
 */
export function cleanText(text: string): string {
  return text.replace(LINE_END, '\n').replace(UNWANTED, '').replace(LONE_SURROGATE, '\uFFFD').replace(ODD_SPACE, ' ')
}

const CJK = /[\u2E80-\u303F\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF]/

/** Whether the character belongs to scripts written without spaces between words (full-width punctuation included). */
export function isCjk(character: string | undefined): boolean {
  return character !== undefined && CJK.test(character)
}

/** One line of text: white space collapsed; a line break between two Chinese characters leaves nothing behind. */
export function collapseWhitespace(text: string): string {
  return text
    .replace(/[ \t\n]*\n[ \t\n]*/g, (_, at: number, whole: string) => {
      const after = whole.slice(at).trimStart()[0]
      return isCjk(whole[at - 1]) && isCjk(after) ? '' : ' '
    })
    .replace(/[ \t]+/g, ' ')
}
