import { readHanNumber } from '../../src/language/list-marks.ts'
import { fileStem } from './file-stem.ts'

const HEAD_CHARACTERS = 1_000
/** Earlier years are of history, or no years at all; later ones than the next are of plans. */
const FIRST_YEAR = 1990

const DATES = [
  /(?<![\d.])(?<y>(?:19|20)\d{2})\s?[-/.年_]\s?(?<m>\d{1,2})\s?[-/.月_]\s?(?<d>\d{1,2})(?![\d.]\d)/g,
  /(?<!\d)(?<y>(?:19|20)\d{2})(?<m>[01]\d)(?<d>[0-3]\d)(?!\d)/g,
  /(?<y>[一二][〇○零一二三四五六七八九]{3})年(?<m>[一二三四五六七八九十]{1,3})月(?<d>[一二三四五六七八九十]{1,3})日/g,
  /(?<![\d.])(?<y>(?:19|20)\d{2})\s?年\s?(?<m>\d{1,2})\s?月(?!\s?\d)/g,
  /(?<y>[一二][〇○零一二三四五六七八九]{3})年(?<m>[一二三四五六七八九十]{1,3})月(?!\s?[一二三四五六七八九十]{1,3}日)/g,
] as const
/** Months as file names give them, where no day follows: 2024-03, 2024.03, 202403. */
const MONTH = /(?<![\d.])(?<y>(?:19|20)\d{2})[-._]?(?<m>0[1-9]|1[0-2])(?![\d]|[-._]\d)/g
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

function findDates(text: string, lastYear: number, patterns: readonly RegExp[] = DATES): FoundDate[] {
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)])
  return found.flatMap(({ groups, index }) => {
    const year = readYear(groups?.y ?? '')
    if (!(year >= FIRST_YEAR && year <= lastYear)) return []
    const day = groups?.d === undefined ? undefined : readSmallNumber(groups.d)
    const iso = isoDate(year, readSmallNumber(groups?.m ?? ''), day)
    const isLabelled = LABEL.test(text.slice(Math.max(0, index - LABEL_CHARACTERS), index))
    return iso === undefined ? [] : [{ at: index, iso, isLabelled }]
  })
}

/**
 * The date a document speaks of, ISO 8601 (a month where no day is told), or ''. One in the file name wins, then one
 * that is labelled as the date in the first lines, then the first there is. 2024-03-05, 2024/3/5, 2024.03.05, 20240305,
 * 2024年3月5日 and 二〇二四年三月五日 are read, from 1990 to the end of the year after `now`.
 */
export function detectDate(name: string, text: string, now = new Date()): string {
  const lastYear = now.getFullYear() + 1
  const stem = fileStem(name)
  const [inName] = [...findDates(stem, lastYear), ...findDates(stem, lastYear, [MONTH])]
  if (inName) return inName.iso
  const found = findDates(text.slice(0, HEAD_CHARACTERS), lastYear)
  found.sort((a, b) => a.at - b.at || b.iso.length - a.iso.length)
  return (found.find((date) => date.isLabelled) ?? found[0])?.iso ?? ''
}
