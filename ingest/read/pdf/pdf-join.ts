import { isCjk } from '../clean-text.ts'
import { concatTraced, type TracedText } from './pdf-trace.ts'

/** Puts the lines that one text was broken into together again. */
export type JoinLines = (lines: readonly TracedText[]) => TracedText

const SPACED = /[\u4E00-\u9FFF] [A-Za-z0-9]|[A-Za-z0-9%] [\u4E00-\u9FFF]/g
const TIGHT = /[\u4E00-\u9FFF][A-Za-z0-9]|[A-Za-z0-9%][\u4E00-\u9FFF]/g

/**
 * Joins Chinese without a space and Latin words with one. Between the two, which a line break leaves open, it does what
 * the author does elsewhere in the text.
 */
export function joinerFor(sample: readonly string[]): JoinLines {
  const count = (pattern: RegExp) => sample.reduce((sum, line) => sum + (line.match(pattern)?.length ?? 0), 0)
  const isSpaced = count(SPACED) > count(TIGHT)
  return (lines) => concatTraced(lines, (before, line) => separatorOf(before?.text, line.text, isSpaced))
}

function separatorOf(before: string | undefined, line: string, isSpaced: boolean): string {
  const [left, right] = [before?.at(-1), line[0]]
  if (before === undefined || left === undefined || right === undefined || /[A-Za-z0-9]-$/.test(before)) return ''
  if (!isCjk(left) && !isCjk(right)) return ' '
  const isMixed = /[\u4E00-\u9FFF][A-Za-z0-9]|[A-Za-z0-9%][\u4E00-\u9FFF]/.test(left + right)
  return isSpaced && isMixed ? ' ' : ''
}
