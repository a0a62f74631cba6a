import type { DocumentKind } from '../src/db/schema/documents.ts'
import { readHanNumber } from '../src/language/list-marks.ts'
import type { Extraction } from './extraction.ts'
import type { StructuredBlock } from './structure.ts'

/** What a reading finds out about its document as a whole. */
export type DetectedDocument = { title: string; kind: DocumentKind; date: string; people: string[] }

const HEAD_CHARACTERS = 1_000
const LONGEST_TITLE = 120
const LONGEST_FIRST_LINE = 60
const BLOCKS_WITH_TITLE = 4
const MOST_PEOPLE = 100

/** In the order in which ties are decided. */
const KIND_WORDS: readonly [DocumentKind, RegExp][] = [
  ['pitfall_case', /踩坑|避坑|坑点|填坑|pitfall|gotcha/i],
  ['retrospective', /复盘|项目总结|总结会|经验教训|retrospective|post-?mortem|lessons?[ _-]learn/i],
  [
    'tender',
    /招标|采购文件|采购需求|磋商文件|比选文件|询价|tender|request[ _-]for[ _-]proposal|\bRFP\b|invitation[ _-]to[ _-]bid/i,
  ],
  [
    'proposal',
    /(?:技术|解决|建设|实施|设计)方案|投标文件|应答|偏离表|建议书|proposal|statement[ _-]of[ _-]work|bid[ _-]response/i,
  ],
  [
    'delivery_guide',
    /指南|手册|规范|规定|指引|流程|清单|操作|机制|入职|新人|培训|问答|\bSOP\b|guide|handbook|manual|playbook|checklist|onboarding|runbook|\bFAQ\b/i,
  ],
  ['discussion_note', /讨论|纪要|访谈|座谈|会议记录|minutes|meeting|call[ _-]notes?|discussion|interview|transcript/i],
  ['report', /报告|分析|调研|简报|评估|白皮书|report|analysis|findings|survey|assessment|white[ _-]?paper/i],
]
const NAME_WEIGHT = 4
const TITLE_WEIGHT = 3
const SPEAKERS_OF_A_DISCUSSION = 3

/** A name that a program made up, or a slide's or sheet's default. */
const EMPTY_TITLE =
  /^(?:untitled|document\s*\d*|文档\s*\d*|新建.*|microsoft (?:word|powerpoint|excel).*|powerpoint .*|幻灯片\s*\d+|slide\s*\d+|sheet\s*\d+|工作表\s*\d+|.*\.(?:docx?|pptx?|xlsx?|pdf|txt|md))$/i
const NUMBERED = /^(?:第?[一二三四五六七八九十\d]+[、.．章节部)）]|[(（][一二三四五六七八九十\d]+[)）])/

function fileStem(name: string): string {
  return name.replace(/\.[^.]+$/, '') || name
}

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
  if (/\.xlsx$/i.test(name)) return fileStem(name)
  const heading = blocks
    .slice(0, BLOCKS_WITH_TITLE)
    .filter((block) => block.kind === 'heading')
    .map((block) => cleanTitle(text.slice(block.start, block.end)))
    .find((words) => isTitle(words) && !NUMBERED.test(words))
  if (heading !== undefined) return heading
  const first = blocks[0] && cleanTitle(text.slice(blocks[0].start, blocks[0].end))
  const line = cleanTitle(/\S[^\n]*/.exec(text.slice(0, HEAD_CHARACTERS))?.[0] ?? '')
  const short = [line, first ?? ''].find((words) => words.length <= LONGEST_FIRST_LINE && !/[。！？!?]/.test(words))
  return short !== undefined && isTitle(short) ? short : fileStem(name)
}

/**
 * A document's kind by the words that such documents are named with; those of the file name count most. Where neither
 * name nor title tells, a text in which several people speak is a discussion.
 */
export function detectKind(name: string, title: string, text: string, speakers: number): DocumentKind {
  const head = text.slice(0, HEAD_CHARACTERS)
  const stem = fileStem(name)
  const scored = KIND_WORDS.map(([kind, words]) => ({
    kind,
    score: (words.test(stem) ? NAME_WEIGHT : 0) + (words.test(title) ? TITLE_WEIGHT : 0) + (words.test(head) ? 1 : 0),
  }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score >= TITLE_WEIGHT) return best.kind
  return speakers >= SPEAKERS_OF_A_DISCUSSION ? 'discussion_note' : 'other'
}

const DATES = [
  /(?<![\d.])(?<y>(?:19|20)\d{2})\s?[-/.年_]\s?(?<m>\d{1,2})\s?[-/.月_]\s?(?<d>\d{1,2})(?![\d.]\d)/g,
  /(?<!\d)(?<y>(?:19|20)\d{2})(?<m>[01]\d)(?<d>[0-3]\d)(?!\d)/g,
  /(?<y>[一二][〇○零一二三四五六七八九]{3})年(?<m>[一二三四五六七八九十]{1,3})月(?<d>[一二三四五六七八九十]{1,3})日/g,
  /(?<![\d.])(?<y>(?:19|20)\d{2})\s?年\s?(?<m>\d{1,2})\s?月(?!\s?\d)/g,
] as const
const LABEL = /(?:日期|时间|date|发布于?|编制于?|更新于?)\s*[：:]?\s*$/i
const LABEL_CHARACTERS = 12

function readYear(text: string): number {
  const digits = [...text].map((one) => '〇一二三四五六七八九'.indexOf(one.replace(/[○零]/, '〇')))
  return digits.includes(-1) ? Number(text) : Number(digits.join(''))
}

function readSmallNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (readHanNumber(text) ?? 0)
}

function isoDate(year: number, month: number, day: number | undefined): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day ?? 1))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== (day ?? 1)) return undefined
  return date.toISOString().slice(0, day === undefined ? 7 : 10)
}

type FoundDate = { at: number; iso: string; isLabelled: boolean }

function findDates(text: string): FoundDate[] {
  return DATES.flatMap((pattern) => [...text.matchAll(pattern)]).flatMap(({ groups, index }) => {
    const day = groups?.d === undefined ? undefined : readSmallNumber(groups.d)
    const iso = isoDate(readYear(groups?.y ?? ''), readSmallNumber(groups?.m ?? ''), day)
    const isLabelled = LABEL.test(text.slice(Math.max(0, index - LABEL_CHARACTERS), index))
    return iso === undefined ? [] : [{ at: index, iso, isLabelled }]
  })
}

/**
 * The date a document speaks of, ISO 8601 (a month where no day is told), or ''. One in the file name wins, then one
 * that is labelled as the date in the first lines, then the first there is. 2024-03-05, 2024/3/5, 20240305,
 * 2024年3月5日 and 二〇二四年三月五日 are read.
 */
export function detectDate(name: string, text: string): string {
  const [inName] = findDates(fileStem(name))
  if (inName) return inName.iso
  const found = findDates(text.slice(0, HEAD_CHARACTERS)).sort((a, b) => a.at - b.at || b.iso.length - a.iso.length)
  return (found.find((date) => date.isLabelled) ?? found[0])?.iso ?? ''
}

export function detectDocument(
  name: string,
  extraction: Extraction,
  blocks: readonly StructuredBlock[],
): DetectedDocument {
  const speakers = new Set(blocks.flatMap((block) => block.speaker ?? []))
  const title = detectTitle(name, extraction, blocks)
  return {
    title,
    kind: detectKind(name, title, extraction.text, speakers.size),
    date: detectDate(name, extraction.text),
    people: [...speakers].slice(0, MOST_PEOPLE),
  }
}
