import { boundOf } from './bounds.ts'
import type { Figure } from './figures.ts'
import type { Reading } from './reading.ts'

const ORDER_WORDS = ['', ...'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')]

/** A day is told from another one: yesterday, the morning after. */
const RELATIVE =
  /昨[天日晚夜]|前一[天日晚夜]|次日|第二天|隔天|明[天日早晚]|翌日|\b(?:last night|yesterday|tomorrow|next day|day before|day after)\b/

function isDayBeside(claim: Figure, source: Figure): boolean {
  const [, month, day] = /-(\d\d)-(\d\d)$/.exec(claim.key) ?? []
  const [, otherMonth, otherDay] = /-(\d\d)-(\d\d)$/.exec(source.key) ?? []
  if (day === undefined || otherDay === undefined) return false
  return month === otherMonth && Math.abs(Number(day) - Number(otherDay)) === 1
}

function isRelative(figure: Figure, sources: readonly Reading[]): boolean {
  if (figure.kind === 'order') {
    const word = ORDER_WORDS[figure.value ?? 0]
    if (word && sources.some(({ text }) => new RegExp(`\\b${word}\\b`).test(text))) return true
    return figure.value === 2 && figure.unit === '天' && sources.some(({ text }) => RELATIVE.test(text))
  }
  if (figure.kind !== 'date') return false
  return sources.some(({ text, figures }) => RELATIVE.test(text) && figures.some((other) => isDayBeside(figure, other)))
}

/** What a rate is told as when it is a duration. */
const RATES: Readonly<Record<string, string>> = {
  day: '1|day',
  week: '7|day',
  month: '1|month',
  quarter: '3|month',
  year: '12|month',
  hour: '60|minute',
  minute: '1|minute',
}

/** 每月 is one month, and the other way round. */
function isRate(figure: Figure, all: readonly Figure[]): boolean {
  if (figure.kind === 'rate') return all.some(({ key }) => key === RATES[figure.unit])
  return figure.kind === 'duration' && all.some(({ kind, unit }) => kind === 'rate' && RATES[unit] === figure.key)
}

const ABOUT_BEFORE = /(?:约|大约|大概|将近|接近|近|差不多|about|around|nearly|roughly|almost|some) ?$/
const ABOUT_AFTER = /^ ?(?:左右|上下|出头|or so)/
const MORE_INSIDE = /[多余]/
/** Tenths are round by nature. */
const TENTHS = { text: /成|分之/, off: 3 } as const
/** How far a rounded value may lie from the true one. */
const ROUNDED = { about: 0.05, beyond: 0.12 } as const

const digitsOf = (value: number): number =>
  value.toExponential(12).split('e')[0]?.replace('.', '').replace(/0+$/, '').length ?? 0

/** 29.9 for 29.88: the same to as many digits as the claim has. */
function isCutShort(value: number, other: number): boolean {
  const digits = digitsOf(value)
  return digits >= 2 && digitsOf(other) > digits && Number(other.toPrecision(digits)) === value
}

/** About 40% of 39.6%, under 30 of 29.88, 300-odd of 356. */
function isRounded(figure: Figure, { text }: Reading, all: readonly Figure[]): boolean {
  const { value, start, end } = figure
  if (value === undefined || value === 0 || figure.kind === 'order') return false
  const before = text.slice(Math.max(0, start - 8), start)
  const isAbout = ABOUT_BEFORE.test(before) || ABOUT_AFTER.test(text.slice(end))
  const bound = boundOf(text, figure) ?? (MORE_INSIDE.test(figure.text) ? 'from' : undefined)
  return all.some((other) => {
    if (other.value === undefined || (other.unit !== figure.unit && other.unit !== '' && figure.unit !== ''))
      return false
    const off = (other.value - value) / value
    if (isCutShort(value, other.value)) return true
    if (figure.kind === 'percent' && TENTHS.text.test(figure.text) && Math.abs(other.value - value) <= TENTHS.off)
      return other.unit !== ''
    if (isAbout && Math.abs(off) <= ROUNDED.about) return true
    return bound === 'from' ? off > 0 && off <= ROUNDED.beyond : bound === 'upto' && off < 0 && off >= -ROUNDED.beyond
  })
}

const REMAINS =
  /[多少差减增降升高低剩余短长缩涨]|相差|合计|总共|一共|共|加起来|\b(?:more|less|fewer|rise|rose|fell|fall|total|together|difference|drop\w*|another|gap|short|left|longer|shorter)\b/

const DAY = 1440

/** From one time or date to another of the same sentence. */
function isSpan({ unit, value = 0 }: Figure, { figures, clauses }: Reading): boolean {
  const sentenceOf = ({ start }: Figure) =>
    clauses.find((clause) => start >= clause.start && start < clause.end)?.sentence
  const points = figures.flatMap((one) => {
    const [, hour, minute] = /^T(\d\d):(\d\d)$/.exec(one.key) ?? []
    const [, month, day] = /-(\d\d)-(\d\d)$/.exec(one.key) ?? []
    if (hour !== undefined) return [{ one, at: Number(hour) * 60 + Number(minute), unit: 'minute' }]
    return day === undefined
      ? []
      : [{ one, at: Date.UTC(2001, Number(month) - 1, Number(day)) / (DAY * 60_000), unit: 'day' }]
  })
  return points.some((a, at) =>
    points.slice(at + 1).some((b) => {
      if (a.unit !== unit || b.unit !== unit || sentenceOf(a.one) !== sentenceOf(b.one)) return false
      const apart = b.at - a.at
      return apart === value || (unit === 'minute' && apart + DAY === value)
    }),
  )
}

/** The difference or the sum of two values of a sentence, in a claim that speaks of one. */
function isReckoned(figure: Figure, claim: Reading, sources: readonly Reading[]): boolean {
  const { value, unit } = figure
  if (value === undefined || value === 0 || figure.kind === 'order') return false
  if (figure.kind === 'duration' && sources.some((source) => isSpan(figure, source))) return true
  if (!REMAINS.test(claim.text)) return false
  const isNear = (other: number) => Math.abs(Math.abs(other) - value) < 1e-6 * Math.max(1, value)
  return sources.some(({ figures, clauses }) => {
    const sentenceOf = ({ start }: Figure) =>
      clauses.find((clause) => start >= clause.start && start < clause.end)?.sentence
    const same = figures.filter((other) => other.kind !== 'order' && other.unit === unit && other.value !== undefined)
    return same.some((a, at) =>
      same
        .slice(at + 1)
        .some(
          (b) =>
            sentenceOf(a) === sentenceOf(b) &&
            (isNear((a.value ?? 0) - (b.value ?? 0)) || isNear((a.value ?? 0) + (b.value ?? 0))),
        ),
    )
  })
}

/** Whether a text lists so many things: with commas of lists, or one by one. */
function listsSoMany(count: number, { text }: Reading): boolean {
  const runs = text
    .split(/[。;!?\n:,()]/)
    .map((part) => part.split(/[、/+]|和|与|及| and /).filter((member) => member.trim() !== '').length)
  if (runs.includes(count)) return true
  const numbered = '一二三四五六七八九十'.charAt(count - 1)
  return new RegExp(`[第]${numbered}[,、是]|${numbered}是|\\(${count}\\)|(?:^|\\n) *[-*•]?${count}[.、]`).test(text)
}

/** 23日, of a date that is told in full. */
const isDayOf = ({ unit, text, value }: Figure, all: readonly Figure[]): boolean =>
  ((unit === 'day' && /日$/.test(text)) || /\dth$|\dst$|\dnd$|\drd$/.test(text)) &&
  all.some(({ kind, key }) => kind === 'date' && Number(key.slice(-2)) === value)

const SHARE = /率|占|比例|比重|成|%|点|\b(?:rate|share|per ?cent|ratio)\b/

/** 88 of a rate, which is 88%. */
function isBareShare({ kind, value }: Figure, sources: readonly Reading[]): boolean {
  if (kind !== 'percent') return false
  return sources.some(({ text, figures, clauses }) =>
    figures.some((other) => {
      if (other.unit !== '' || other.value !== value) return false
      const clause = clauses.find(({ start, end }) => other.start >= start && other.start < end)
      return clause !== undefined && SHARE.test(text.slice(clause.start, clause.end))
    }),
  )
}

/** Whether sources give a value in another way than by stating it. */
export function isToldOtherwise(figure: Figure, claim: Reading, sources: readonly Reading[]): boolean {
  const all = sources.flatMap(({ figures }) => figures)
  if (isRelative(figure, sources) || isRate(figure, all)) return true
  if (figure.value === 1 && figure.kind !== 'order' && figure.kind !== 'duration' && figure.unit !== '') return true
  if (isDayOf(figure, all) || isBareShare(figure, sources)) return true
  if (figure.kind === 'version') return sources.some(({ text }) => text.includes(figure.key.slice(1)))
  if (figure.kind === 'code')
    return sources.some(({ text }) => text.replace(/[\s-]/g, '').includes(figure.text.replace(/[\s-]/g, '')))
  if (isRounded(figure, claim, all) || isReckoned(figure, claim, sources)) return true
  const isCount = figure.kind === 'count' || figure.kind === 'number'
  return (
    isCount &&
    figure.value !== undefined &&
    figure.value <= 10 &&
    figure.value > 1 &&
    [claim, ...sources].some((text) => listsSoMany(figure.value ?? 0, text))
  )
}
