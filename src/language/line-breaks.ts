import { readNumberedHeading } from './headings.ts'
import { HAN, isHan, isWhite, isWordPart, LETTER, letterKind, NEWLINE, skipWhite } from './letters.ts'
import { readListMark } from './list-marks.ts'
import { goesOnInLowerCase, isCloser, isComma, isContinuer } from './sentence-ends.ts'

const LABEL = /[\p{L}\d·（）() ]{1,16}[：:]|【[^】\n]{1,20}】|\*\*|#{1,6} |\|/uy
const STAMP = /^[\d\s年月日:：\-/.~～—–时分点第周(（)）]+$/
const PADDED_NAME = /^[\u3400-\u9fff][ \u3000]{1,4}[\u3400-\u9fff]\s*(?:[：:（(]|\s)/
const NUMBERED_NAME = /^[\u3400-\u9fff]{2,4}\s{1,4}\d{3,8}\s*[：:]/

/** Longest line that is taken for one cut by a page's width, in half-width columns. */
const PAGE_WIDTH = 140
/** Shortest line that can have been cut by a page's width. */
const WRAPPED_WIDTH = 40
/** The same, where the next line is the one that ends the sentence. */
const FINISHED_WIDTH = 24

/** Columns that a line takes, at most a little over `PAGE_WIDTH`. */
function lineWidth(text: string, start: number, end: number): number {
  let width = 0
  for (let at = start; at < end && width <= PAGE_WIDTH; at++) {
    const code = text.charCodeAt(at)
    if (letterKind(code) === NEWLINE) break
    width += code >= 0x2e80 ? 2 : 1
  }
  return width
}

function firstLine(text: string, start: number, end: number): string {
  let at = start
  while (at < end && at - start < 120 && letterKind(text.charCodeAt(at)) !== NEWLINE) at++
  return text.slice(start, at)
}

function opensThought(text: string, at: number, end: number): boolean {
  if (readListMark(text, at, end)) return true
  LABEL.lastIndex = at
  if (LABEL.test(text)) return true
  return readNumberedHeading(firstLine(text, at, end)) !== undefined
}

/**
 * Whether white space with `breaks` line breaks, between a text that ends at `before` (its line began at `lineStart`)
 * and one that goes on at `after`, separates two sentences. The first has no final sign; so it is a page's width that
 * broke the line where that line is about as long as the next, and not the end of a title or of a short note.
 */
export function lineBreakEnds(
  text: string,
  gap: { lineStart: number; before: number; after: number; breaks: number },
  end: number,
): boolean {
  const { lineStart, before, after, breaks } = gap
  const last = text.charCodeAt(before - 1)
  const next = text.charCodeAt(after)
  if (isContinuer(next)) return false
  const lowerCase = letterKind(last) === LETTER && goesOnInLowerCase(text, after, end)
  if (breaks > 1) return !lowerCase && !(isComma(last) && isHan(next))
  if (opensThought(text, after, end)) return true
  if (isComma(last) || last === 0xff1a || last === 0x3a || lowerCase) return false
  const width = lineWidth(text, lineStart, before)
  const nextWidth = lineWidth(text, after, end)
  if (width > PAGE_WIDTH || width < nextWidth * 0.85) return true
  return width < WRAPPED_WIDTH && !(width >= FINISHED_WIDTH && finishes(text, after, end))
}

const FINAL = /[。！？!?.；][”’」』）)]*\s*$/

function finishes(text: string, at: number, end: number): boolean {
  const line = firstLine(text, at, end)
  return FINAL.test(line) || /[。！？]/.test(line)
}

/** Whether two or more spaces between `before` and `after`, in a sentence that began at `from`, start a new one. */
export function gapEnds(text: string, from: number, before: number, after: number): boolean {
  const last = text.charCodeAt(before - 1)
  const next = text.charCodeAt(after)
  if (isComma(last) || last === 0xff1a || last === 0x3a || isContinuer(next)) return false
  if (isWordPart(last) && next >= 0x61 && next <= 0x7a) return false
  if (before - from > 24) return true
  if (STAMP.test(text.slice(from, before))) return false
  const opening = text.slice(from, after + 12)
  return !PADDED_NAME.test(opening) && !NUMBERED_NAME.test(opening)
}

/** Shortest stretch without a space, in a text written without spaces, that can be a thought of its own. */
const THOUGHT = 10
const SHORT_LABEL = /[\u3400-\u9fff]{2,8}[：:]/y

/**
 * Whether the one space at `before`, between two Chinese characters, separates two notes that were glued into one line:
 * where a label follows, or where the stretches on both sides are long. Elsewhere it sets off a word or a name.
 */
export function spaceEnds(text: string, from: number, before: number, after: number, end: number): boolean {
  if (!isHan(text.charCodeAt(before - 1)) || !isHan(text.charCodeAt(after))) return false
  if (before - from < THOUGHT || hasSpace(text, before - THOUGHT, before)) return false
  SHORT_LABEL.lastIndex = after
  return SHORT_LABEL.test(text) || (after + THOUGHT <= end && !hasSpace(text, after, after + THOUGHT))
}

function hasSpace(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isWhite(text.charCodeAt(at))) return true
  return false
}

/** Whether an inline list mark may stand at `at`: after white space or a sign, never inside a word or a number. */
export function admitsMark(text: string, at: number, anyPlace: boolean): boolean {
  const before = text.charCodeAt(at - 1)
  if (!isWhite(before)) return anyPlace ? !isWordPart(before) : letterKind(before) === 0 && !isJoint(before)
  const word = text.charCodeAt(at - 2)
  return letterKind(word) !== LETTER || letterKind(text.charCodeAt(at)) === HAN || isCloser(word)
}

const JOINTS = new Set([...'.-/\\#@+~_“‘《「『（([<=*&$￥№'].map((joint) => joint.charCodeAt(0)))
const isJoint = (code: number): boolean => JOINTS.has(code)

export function endOfWhite(text: string, at: number, end: number): { after: number; breaks: number } {
  const after = skipWhite(text, at, end)
  let breaks = 0
  for (let i = at; i < after; i++) {
    const code = text.charCodeAt(i)
    if (letterKind(code) === NEWLINE && !(code === 0x0a && text.charCodeAt(i - 1) === 0x0d)) breaks++
  }
  return { after, breaks }
}
