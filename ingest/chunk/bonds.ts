import { readListMark } from '../../src/language/list-marks.ts'
import type { StructuredBlock } from '../structure.ts'
import { LONGEST_BOND, LONGEST_CHUNK, USEFUL_CHUNK } from './limits.ts'

const QUESTION =
  /^[*_]{0,2}(?:(?:问|提问|问题[ ]?\d{1,3}|Question[ ]?\d{0,3})[*_]{0,2}\s?[：:]|Q\d{0,3}[*_]{0,2}\s?[：:.、])/
/** What happened, and what is told of it: the parts of a pitfall. */
const SYMPTOM = '现象|问题现象|问题描述|问题|表现|坑点?|踩坑|Symptom|Problem|Pitfall'
const TOLD =
  '背景|影响|后果|损失|原因|原因分析|根因|根本原因|处理|处理过程|处置|解决|解决办法|解决方法|解决措施|措施|应对|整改|预防|预防措施|规避|避坑|教训|启示|Impact|Cause|Root cause|Fix|Resolution|Workaround|Prevention|Lesson'
const LABEL = new RegExp(`^(?:\\| )?[*_【]{0,2}(?:(${SYMPTOM})|(${TOLD}))[*_】]{0,2}(?:\\s?[：:]|[ ]\\||】)`, 'i')
const SYMPTOM_COLUMN = new RegExp(`^(?:${SYMPTOM})$`, 'i')
const TOLD_COLUMN = new RegExp(`^(?:${TOLD})$`, 'i')
const LONGEST_LABEL = 24

/** Whether a block is a question of the form `问：`, `Q1.`: what follows up to the next one is its answer. */
export function isQuestion(text: string, { start, end }: { start: number; end: number }): boolean {
  return QUESTION.test(text.slice(start, Math.min(end, start + LONGEST_LABEL)).replace(/^#{1,6} /, ''))
}

/** `现象：…` is labelled 现象. */
function readLabel(text: string, { start, end }: StructuredBlock): { label: string; isSymptom: boolean } | undefined {
  const mark = readListMark(text, start, end)
  const found = LABEL.exec(text.slice(mark?.end ?? start, (mark?.end ?? start) + LONGEST_LABEL).trimStart())
  if (!found) return undefined
  return { label: found[1] ?? found[2] ?? '', isSymptom: found[1] !== undefined }
}

function isPitfallRow({ kind, columns }: StructuredBlock): boolean {
  if (kind !== 'table_row' || columns === undefined) return false
  const names = columns.split(' | ').map((name) => name.trim())
  return names.some((name) => SYMPTOM_COLUMN.test(name)) && names.some((name) => TOLD_COLUMN.test(name))
}

/** A row that says something by itself. */
const isRecord = ({ kind, start, end }: StructuredBlock): boolean => kind === 'table_row' && end - start >= USEFUL_CHUNK

/** The index after the last block of the pitfall that begins at `from`; `from` itself when there is none. */
function endOfPitfall(text: string, blocks: StructuredBlock[], titles: boolean[], from: number): number {
  const seen = new Set<string>()
  let end = from
  for (let at = from; at < blocks.length; at++) {
    const block = blocks[at]
    if (!block || block.kind === 'heading' || titles[at]) break
    const found = readLabel(text, block)
    if (found ? seen.has(found.label) || (found.isSymptom && at > from) : at === from) break
    if (found) {
      seen.add(found.label)
      end = at + 1
    }
  }
  return seen.size > 1 ? end : from
}

/** The index after the answer to the question at `from`. */
function endOfAnswer(text: string, blocks: StructuredBlock[], titles: boolean[], from: number): number {
  let at = from + 1
  for (let block = blocks[at]; block; block = blocks[++at]) {
    if (block.kind === 'heading' || block.kind === 'table_row' || titles[at] || isQuestion(text, block)) break
    if (at > from + 1 && block.speaker !== blocks[from + 1]?.speaker) break
  }
  return at
}

/**
 * Which blocks belong together in one chunk because together they are one thought: a question with its answer, a pitfall
 * with its parts, a row of a table. Blocks of one bond bear the same number; most blocks bear none, and so
 * do bonds that are longer than a chunk can be. `titles` says which blocks are titles, which end a thought.
 */
export function findBonds(text: string, blocks: StructuredBlock[], titles: boolean[]): (number | undefined)[] {
  const bonds: (number | undefined)[] = Array(blocks.length).fill(undefined)
  for (let at = 0; at < blocks.length; ) {
    const first = blocks[at]
    if (!first) break
    let end = at
    if (isPitfallRow(first)) end = at + 1
    else if (isQuestion(text, first)) end = endOfAnswer(text, blocks, titles, at)
    else if (readLabel(text, first)) end = endOfPitfall(text, blocks, titles, at)
    if (end === at && isRecord(first)) end = at + 1
    const last = blocks[end - 1]
    const longest = end === at + 1 ? LONGEST_CHUNK : LONGEST_BOND
    if (last && end > at && last.end - first.start <= longest) bonds.fill(at, at, end)
    at = Math.max(end, at + 1)
  }
  return bonds
}
