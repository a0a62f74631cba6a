import { findAll, parseXml, type XmlNode } from '../office/xml.ts'
import { isOn, type ListPlace, settingOf } from './docx-styles.ts'
import { formatListNumber } from './list-number.ts'

/** What Word shows before a paragraph. `isPlain`: a bullet or a number alone, as in `3.`; else a heading may have it. */
export type ListMark = { text: string; isPlain: boolean }

/** Gives the mark of the next paragraph at a place of a list; it counts, so ask once a paragraph, in their order. */
export type NextMark = (place: ListPlace) => ListMark | undefined

type Level = { start: number; format: string; text: string; isTight: boolean; isLegal: boolean; restartsAfter?: number }
type List = { key: string; levels: ReadonlyMap<number, Level>; starts: ReadonlyMap<number, number> }

const MAX_LEVELS = 9
const HAN_FORMAT = /chinese|taiwanese|japanese|ideograph/i

/** The automatic numbers of a document, from `word/numbering.xml`. */
export function createNumbering(numberingXml: Uint8Array | undefined): NextMark {
  const lists = numberingXml ? readLists(parseXml(numberingXml)) : new Map<string, List>()
  const countersOf = new Map<string, (number | undefined)[]>()
  const started = new Set<string>()

  return ({ list: id, level: at }) => {
    const list = lists.get(id)
    const level = list?.levels.get(at)
    if (!list || !level || at >= MAX_LEVELS) return undefined
    const counters = countersOf.get(list.key) ?? []
    countersOf.set(list.key, counters)
    const override = started.has(`${id} ${at}`) ? undefined : list.starts.get(at)
    started.add(`${id} ${at}`)
    const before = counters[at]
    counters[at] = override ?? (before === undefined ? level.start : before + 1)
    for (let below = at + 1; below < MAX_LEVELS; below++) {
      const restartsAfter = list.levels.get(below)?.restartsAfter ?? below
      if (at < restartsAfter) counters[below] = undefined
    }
    return markOf(list, level, counters)
  }
}

function markOf(list: List, level: Level, counters: readonly (number | undefined)[]): ListMark | undefined {
  if (level.format === 'bullet') return { text: '- ', isPlain: true }
  const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1
    const { start = 1, format = 'decimal' } = list.levels.get(at) ?? {}
    return formatListNumber(counters[at] ?? start, level.isLegal ? 'decimal' : format)
  })
  if (text.trim() === '') return undefined
  const isClosed = /[、．。：）】〕》]$/.test(text) || level.isTight
  const counts = level.text.match(/%[1-9]/g)?.length ?? 0
  const isPlain = counts <= 1 && !HAN_FORMAT.test(level.format) && !/[第章节条篇]/.test(level.text)
  return { text: isClosed ? text : `${text.trimEnd()} `, isPlain }
}

function readLists(numbering: XmlNode): Map<string, List> {
  const bodies = new Map(findAll(numbering, 'abstractNum').map((body) => [body.attributes['w:abstractNumId'], body]))
  const styled = new Map([...bodies.values()].map((body) => [settingOf(body, 'styleLink'), body]))
  return new Map(
    findAll(numbering, 'num').map((num): [string, List] => {
      const named = bodies.get(settingOf(num, 'abstractNumId'))
      const linked = settingOf(named, 'numStyleLink')
      const body = (linked === undefined ? undefined : styled.get(linked)) ?? named
      const overrides = num.children.filter((child) => child.name === 'lvlOverride')
      const levels = [body, ...overrides].flatMap((holder) => (holder ? findAll(holder, 'lvl') : []))
      const starts = overrides.flatMap((override): [number, number][] => {
        const start = settingOf(override, 'startOverride')
        return start === undefined ? [] : [[levelNumber(override), numberOf(start)]]
      })
      return [
        num.attributes['w:numId'] ?? '',
        {
          key: body?.attributes['w:abstractNumId'] ?? '',
          levels: new Map(levels.map((level) => [levelNumber(level), readLevel(level)])),
          starts: new Map(starts),
        },
      ]
    }),
  )
}

function levelNumber({ attributes }: XmlNode): number {
  return Number(attributes['w:ilvl'] ?? 0)
}

function readLevel(level: XmlNode): Level {
  const restart = settingOf(level, 'lvlRestart')
  return {
    start: numberOf(settingOf(level, 'start')),
    format: settingOf(level, 'numFmt') ?? 'decimal',
    text: settingOf(level, 'lvlText') ?? '',
    isTight: settingOf(level, 'suff') === 'nothing',
    isLegal: isOn(level, 'isLgl'),
    ...(restart !== undefined && { restartsAfter: Number(restart) }),
  }
}

function numberOf(value = '1'): number {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : 1
}
