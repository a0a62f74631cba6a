import type { Figure } from './figures.ts'

/** Units that no other stands in for; counting words (个, 份, 起) do. */
const MEASURES = new Set(
  'metre kilometre squaremetre tonne kilogram gb tb mb mbps fold 千瓦时 千瓦 兆瓦 毫升 毫米 厘米 平方公里 立方米 摄氏度 公顷 赫兹 亩 度 伏 安 升 帧 kw mw w kwh mwh wh hz khz mhz ghz db mm cm kb pb fps dpi rpm ℃ °c ml mg mpa kpa ppm v'.split(
    ' ',
  ),
)
/** Units that rank as ordinals do: 二期 is the second phase. */
const RANKS = new Set(['level', 'phase', 'batch', 'floor', 'group', 'lot', 'chapter', 'section', 'round'])
const DATED: ReadonlySet<string> = new Set(['date', 'month', 'year'])

const near = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a))

function toDays({ unit, value }: Figure): number | undefined {
  if (value === undefined) return undefined
  return { day: value, minute: value / 1440, month: value * 30 }[unit]
}

/** Percentage points, which no per cent is. */
const isPoints = ({ text }: Figure): boolean => /百分点|个点|points?/.test(text)

/** 12 points, be they per cent or what was counted: 功能点, test points. */
const isCountOfPoints = (a: Figure, b: Figure): boolean =>
  a.kind === 'percent' && b.kind === 'count' && b.unit === 'item' && isPoints(a)

function isSameAmount(claim: Figure, source: Figure): boolean {
  if (claim.unit === '' && near(claim.value, source.written)) return true
  if (!near(claim.value, source.value)) return near(toDays(claim), toDays(source))
  if (claim.kind === 'percent' && source.kind === 'percent') return isPoints(claim) === isPoints(source)
  if (claim.unit === source.unit || claim.unit === '') return true
  if (isCountOfPoints(claim, source) || isCountOfPoints(source, claim)) return true
  if (source.unit === '') return claim.kind !== 'percent'
  const isMinute = [claim.unit, source.unit].sort().join() === 'minute,score'
  return isMinute || (claim.kind === 'count' && source.kind === 'count' && isCounted(claim, source))
}

/** Counting words that say what is counted; the others (个, 项) may stand for any. */
const COUNTED: Readonly<Record<string, string>> = {
  person: 'person',
  company: 'company',
  time: 'time',
  round: 'time',
  page: 'page',
  起: 'case',
  floor: 'floor',
  vehicle: 'vehicle',
  phase: 'phase',
  batch: 'phase',
  level: 'level',
  character: 'character',
}

function isCounted(claim: Figure, source: Figure): boolean {
  if (MEASURES.has(claim.unit) || MEASURES.has(source.unit)) return false
  const [a, b] = [COUNTED[claim.unit], COUNTED[source.unit]]
  return a === undefined || b === undefined || a === b
}

/** What ordinals order, by the words for one thing. */
const ORDERED = [
  '天日',
  '次回遍',
  '轮',
  '周',
  '月',
  '年',
  '条款',
  '项点',
  '期批',
  '阶',
  '组',
  '步',
  '版',
  '章',
  '节',
  '季',
  '类',
  '家',
  '人名位',
]

function isSameOrder(claim: Figure, source: Figure): boolean {
  if (!near(claim.value, source.value)) return false
  if (claim.kind !== source.kind)
    return [claim, source].some(({ kind, unit }) => kind !== 'order' && (unit === '' || RANKS.has(unit)))
  const [a, b] = [ORDERED.find((one) => one.includes(claim.unit)), ORDERED.find((one) => one.includes(source.unit))]
  return claim.unit === '' || source.unit === '' || a === undefined || b === undefined || a === b
}

function partsOf(key: string): (string | undefined)[] {
  const found = /^(\d{4}|-)-(\d\d)(?:-(\d\d))?$/.exec(key)
  return found ? [found[1] === '-' ? undefined : found[1], found[2], found[3]] : [key, undefined, undefined]
}

function isSameDate(claim: Figure, source: Figure): boolean {
  const [year, month, day] = partsOf(claim.key)
  const [otherYear, otherMonth, otherDay] = partsOf(source.key)
  if (claim.kind === 'year') return year === otherYear
  const agrees = (a: string | undefined, b: string | undefined) => a === undefined || a === b
  return (otherYear === undefined || agrees(year, otherYear)) && agrees(month, otherMonth) && agrees(day, otherDay)
}

const minutesOf = (key: string): number => Number(key.slice(1, 3)) * 60 + Number(key.slice(4))

/** Noon is no midnight; else a time may leave out its half of the day. */
function isSameTime(claim: Figure, source: Figure): boolean {
  const [a, b] = [minutesOf(claim.key), minutesOf(source.key)]
  if (a % 720 !== b % 720) return false
  if (claim.part === undefined || source.part === undefined || claim.part === source.part) return true
  return a % 720 !== 0 && a === b
}

/** Whether a source states a value of a claim: in any notation, and at least as precisely. */
export function statesFigure(claim: Figure, source: Figure): boolean {
  if (claim.kind === 'time' || source.kind === 'time') return claim.kind === source.kind && isSameTime(claim, source)
  if (claim.key === source.key && claim.kind !== 'percent') return true
  if (DATED.has(claim.kind) && DATED.has(source.kind)) return isSameDate(claim, source)
  if (claim.kind === 'order' || source.kind === 'order') return isSameOrder(claim, source)
  if (claim.value === undefined) return false
  return isSameAmount(claim, source)
}

export const isDated = ({ kind }: Figure): boolean => DATED.has(kind) || kind === 'time' || kind === 'quarter'
