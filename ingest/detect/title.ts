import type { Extraction } from '../extraction.ts'
import type { StructuredBlock } from '../structure.ts'
import { fileStem } from './file-stem.ts'

const HEAD_CHARACTERS = 1_000
const LONGEST_TITLE = 120
const LONGEST_FIRST_LINE = 60
const BLOCKS_WITH_TITLE = 4

/** A name that a program made up, or a slide's or sheet's default. */
const EMPTY_TITLE =
  /^(?:untitled|document\s*\d*|文档\s*\d*|新建.*|microsoft (?:word|powerpoint|excel).*|powerpoint .*|幻灯片\s*\d+|slide\s*\d+|sheet\s*\d+|工作表\s*\d+|.*\.(?:docx?|pptx?|xlsx?|pdf|txt|md))$/i
const NUMBERED = /^(?:第?[一二三四五六七八九十\d]+[、.．章节部)）]|[(（][一二三四五六七八九十\d]+[)）])/
/** A group of a discussion, which is a part of the notes. */
const GROUP =
  /^(?:第[ ]?[一二三四五六七八九十\d]{1,3}[ ]?小?组|[小分]?组[ ：:-]{0,3}[一二三四五六七八九十\d]{1,3}组?)(?:人员|成员)?$/

function cleanTitle(text: string): string {
  return text
    .replace(/^#+\s*/, '')
    .replace(/\*\*|__/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[：:。，,；;]+$/, '')
    .trim()
}

function isTitle(text: string): boolean {
  return text.length > 1 && text.length <= LONGEST_TITLE && !EMPTY_TITLE.test(text) && /\p{L}/u.test(text)
}

/** The subject of a message kept as text, whose first lines are `Name: value`. */
function mailSubject(text: string): string {
  const header = /^(?:[A-Za-z-]{2,20}: .*\n){1,12}/.exec(text)?.[0] ?? ''
  return cleanTitle(/^subject: (.+)$/im.exec(header)?.[1] ?? '')
}

/**
 * The format's own title, else a heading at the very beginning, else a short first line, else the file's name. A
 * workbook without a title is called by its file: its headings are those of single sheets.
 */
export function detectTitle(name: string, { text, title }: Extraction, blocks: readonly StructuredBlock[]): string {
  const given = [cleanTitle(title ?? ''), mailSubject(text)].find(isTitle)
  if (given !== undefined) return given
  if (/\.(?:xlsx?|et|ods|csv|tsv)$/i.test(name)) return fileStem(name)
  const heading = blocks
    .slice(0, BLOCKS_WITH_TITLE)
    .filter((block) => block.kind === 'heading')
    .map((block) => cleanTitle(text.slice(block.start, block.end)))
    .find((words) => isTitle(words) && !NUMBERED.test(words) && !GROUP.test(words))
  if (heading !== undefined) return heading
  const first = blocks[0] && cleanTitle(text.slice(blocks[0].start, blocks[0].end))
  const lines = text.slice(0, HEAD_CHARACTERS).split('\n').map(cleanTitle)
  const line = lines.find((words) => words !== '' && !GROUP.test(words)) ?? ''
  const short = [line, first ?? ''].find(
    (words) => !GROUP.test(words) && words.length <= LONGEST_FIRST_LINE && !/[。！？!?]/.test(words),
  )
  return short !== undefined && isTitle(short) ? short : fileStem(name)
}
