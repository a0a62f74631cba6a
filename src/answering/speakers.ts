import type { Passage } from '../retrieval/passage.ts'
import { GIVEN, SURNAMES } from './surnames.ts'

const NAME = `[${SURNAMES}]${GIVEN}{1,2}`
const LIST_MARK = '^[ \\t]*(?:[-*•][ \\t]*)?'
const BEFORE_NAME = '(?:(?:姓名|发言人?)[ \\t]*\\d*[ \\t]*[：:][ \\t]*)?'
/** A line that opens someone's turn: `冉大勇：`, `**冉大勇**：`, `【冉大勇】`, `姓名2：冉大勇`. */
const TURN = new RegExp(
  `${LIST_MARK}(?:\\*\\*)?(?:【(${NAME})】|${BEFORE_NAME}(${NAME})(?:\\*\\*)?[ \\t]*(?:[：:]|$))`,
  'gmu',
)
/** What ends a turn without opening another one. */
const SECTION = /^[ \t]*(?:#{1,6}\s|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[章节部])/gm

const lastIndexOf = (pattern: RegExp, text: string): number => [...text.matchAll(pattern)].at(-1)?.index ?? -1

/** Who speaks at an offset of the version's text: whose turn was opened last in the passage, else its speaker. */
export function speakerAt(source: string, at: number, passage: Passage): string | undefined {
  const lineEnd = source.indexOf('\n', at)
  const lineStart = source.lastIndexOf('\n', at - 1) + 1
  const line = source.slice(lineStart, lineEnd < 0 ? undefined : lineEnd)
  const isOwnLine = line.match(TURN) !== null
  const before = source.slice(
    passage.span.start,
    isOwnLine && lineEnd >= 0 ? lineEnd : Math.max(at, passage.span.start),
  )
  const turn = [...before.matchAll(TURN)].at(-1)
  if (!turn || lastIndexOf(SECTION, before) > turn.index) return passage.speaker
  return turn[1] ?? turn[2] ?? passage.speaker
}
