import { isWhite, isWordEdge, letterKind, skipWhite, trimEnd } from './letters.ts'
import { admitsMark, endOfWhite, gapEnds, lineBreakEnds, spaceEnds } from './line-breaks.ts'
import { type ListMark, type Notation, readListMark } from './list-marks.ts'
import { readEnd } from './sentence-ends.ts'
import { cutSoftly } from './soft-cuts.ts'
import type { Span } from './span.ts'

/** A run without a final sign that is longer than this is cut at a pause. */
const LONGEST_SENTENCE = 400

/** What is enclosed within so many characters is one breath: nothing inside ends a sentence. */
const ENCLOSED = new Map<number, { close: number; longest: number }>(
  (
    [
      ['（', '）', 160],
      ['(', ')', 160],
      ['“', '”', 80],
      ['「', '」', 80],
      ['《', '》', 80],
    ] as const
  ).map(([open, close, longest]) => [open.charCodeAt(0), { close: close.charCodeAt(0), longest }]),
)

/** The offset of the sign that closes the bracket at `at`, on the same line and near enough; 0 when there is none. */
function closingOf(text: string, at: number, end: number): number {
  const open = text.charCodeAt(at)
  const pair = ENCLOSED.get(open)
  if (!pair) return 0
  let depth = 0
  const limit = Math.min(end, at + pair.longest)
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === open) depth++
    else if (code === pair.close && --depth === 0) return i
    else if (code === 0x0a) return 0
  }
  return 0
}

/** Whether a list mark inside a line starts a new sentence: it begins a count, or goes on with one. */
function counts(mark: ListMark, seen: Map<Notation, number>): boolean {
  if (mark.notation === 'section') return false
  if (mark.notation === 'bullet') return true
  return mark.value === 1 || mark.value === (seen.get(mark.notation) ?? -1) + 1
}

const CIRCLED = (code: number): boolean => code >= 0x2460 && code <= 0x2473

function inlineMark(text: string, at: number, end: number, seen: Map<Notation, number>): ListMark | undefined {
  const code = text.charCodeAt(at)
  const bracket = code === 0xff08 || code === 0x28
  if (!admitsMark(text, at, bracket || CIRCLED(code))) return undefined
  const mark = readListMark(text, at, end)
  if (!mark || !counts(mark, seen)) return undefined
  const before = text.charCodeAt(at - 1)
  if (mark.notation === 'bullet') return isWhite(before) && letterKind(text.charCodeAt(at - 2)) === 0 ? mark : undefined
  return bracket && mark.value === 1 && letterKind(before) !== 0 && !isWhite(before) ? undefined : mark
}

/** Ends of the rows of a table written as text (`a | b`), which stay whole; other lines have none. */
function rowReader(text: string, span: Span): (lineStart: number) => number {
  const own = text.slice(span.start, span.end)
  let pipe = -1
  return (lineStart) => {
    const at = lineStart - span.start
    if (pipe < at) pipe = own.indexOf('|', at)
    if (pipe < 0) pipe = own.length
    if (pipe - at > LONGEST_SENTENCE || pipe === own.length) return 0
    const line = own.slice(at, at + LONGEST_SENTENCE + 1)
    const newline = line.indexOf('\n')
    const length = newline < 0 ? line.length : newline
    const isRow = length <= LONGEST_SENTENCE && (line.startsWith('|') || line.slice(0, length).includes(' | '))
    return isRow ? lineStart + length : 0
  }
}

/** Calls `emit` with the end of each sentence and the start of the next. */
function findEnds(text: string, span: Span, emit: (end: number, next: number) => void): void {
  const { end } = span
  const seen = new Map<Notation, number>()
  const rowEnd = rowReader(text, span)
  let from = skipWhite(text, span.start, end)
  let lineStart = from
  let content = from
  let quoted = false
  let at = from

  function begin(next: number): number {
    from = next
    quoted = false
    const row = next === lineStart ? rowEnd(next) : 0
    content = next
    if (row > 0) return row
    const mark = readListMark(text, next, end)
    if (!mark) return next
    seen.set(mark.notation, mark.value)
    content = mark.end
    return mark.end
  }
  /** After a list mark: where the text proper begins, past a second mark (`- 1.`). */
  function markContent(next: number): number {
    const mark = readListMark(text, next, end)
    if (mark) seen.set(mark.notation, mark.value)
    content = mark ? mark.end : next
    return content
  }
  function cut(sentenceEnd: number, next: number, newLine: boolean): number {
    emit(sentenceEnd, next)
    if (newLine) lineStart = next
    return begin(next)
  }

  at = begin(from)
  while (at < end) {
    const code = text.charCodeAt(at)
    if (isWhite(code)) {
      const { after, breaks } = endOfWhite(text, at, end)
      if (after >= end) break
      const atRow = breaks > 0 && (rowEnd(after) > 0 || rowEnd(lineStart) > 0)
      const ends =
        breaks > 0
          ? atRow || (at > content && lineBreakEnds(text, { lineStart, before: at, after, breaks }, end))
          : at > content &&
            (after - at > 1 || code === 0x09
              ? gapEnds(text, content, at, after)
              : spaceEnds(text, content, at, after, end))
      if (ends) at = cut(at, after, breaks > 0)
      else {
        if (breaks > 0) lineStart = after
        at = at > content ? after : markContent(after)
      }
      continue
    }
    const stop = readEnd(text, from, at, end, quoted)
    if (stop > 0 && at >= content) {
      const next = skipWhite(text, stop, end)
      if (next >= end) break
      at = cut(stop, next, endOfWhite(text, stop, end).breaks > 0)
      continue
    }
    if (at > content && letterKind(code) !== 4) {
      const mark = inlineMark(text, at, end, seen)
      if (mark) {
        at = cut(trimEnd(text, from, at), at, false)
        continue
      }
    }
    if (code === 0x22) quoted = !quoted
    const close = closingOf(text, at, end)
    if (close > 0) {
      const inner = text.charCodeAt(close - 1)
      at = '。！？!?'.includes(String.fromCharCode(inner)) && isWordEdge(text, close) ? close - 1 : close + 1
    } else at++
  }
  emit(end, end)
}

/**
 * The sentences of `text` within `span`: exact spans in order, trimmed, that together hold everything but white space.
 * Chinese, English and mixed text; one-line notes in which gaps and list marks separate the thoughts; lines broken by
 * a page's width. Linear in the length of the span.
 */
export function splitSentences(text: string, span: Span): Span[] {
  const out: Span[] = []
  let start = skipWhite(text, span.start, span.end)
  findEnds(text, span, (end, next) => {
    const trimmed = trimEnd(text, start, end)
    if (trimmed > start) {
      if (trimmed - start <= LONGEST_SENTENCE) out.push({ start, end: trimmed })
      else out.push(...cutSoftly(text, { start, end: trimmed }, LONGEST_SENTENCE))
    }
    start = next
  })
  return out
}
