import { ENGLISH_NUMERAL, parseEnglishNumeral } from './english-numerals.ts'
import { HAN_NUMERAL, parseHanNumeral, scaleNumber } from './numerals.ts'
import { matchAt } from './quantity.ts'
import { readUnit, type Unit, unitOf } from './quantity-units.ts'

export const ARABIC = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?(?!\\d)|\\d+(?:\\.\\d+)?'
export const HAN = `${HAN_NUMERAL}{1,20}(?:点${HAN_NUMERAL}{1,12})?`
export const SCALE = '[十百千万亿]+|(?:thousand|million|billion|[kw])(?![a-z])'
const LATIN_SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  w: 1e4,
  m: 1e6,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
}

const FIGURE = new RegExp(
  `(?:(?<arabic>${ARABIC})(?: ?(?<scale>${SCALE}))?|(?<han>${HAN})|(?<english>${ENGLISH_NUMERAL})(?<plus> and a half)?)` +
    '(?<few>几)?(?: ?[多余来])?',
  'y',
)
const PIECE = / ?个(?![别性体]|百?分?点)(?<more>[半多])?/y
const HALF_AFTER = /半(?![天年月日个])/y
/** Two digits in a row that rise are an estimate: 三五天 is three to five days. */
const ESTIMATE = /^[一二两三四五六七八九]{2}$/
/** One of these is an article, not a number: 一个, 一次, 这一块. */
const ARTICLE_UNITS = new Set([
  'item',
  'person',
  'time',
  'company',
  'copy',
  'sheet',
  'unit',
  'fold',
  'page',
  'floor',
  'step',
  'character',
  'yuan',
])

/** A figure with what it counts; `written` is the figure. */
export type Amount = {
  /** One, or two of an estimate. */
  values: number[]
  scale: number
  unit: Unit | undefined
  written: string
  isArabic: boolean
  isArticle: boolean
  end: number
}

export function readScale(scale: string | undefined): number {
  if (scale === undefined) return 1
  return LATIN_SCALES[scale] ?? scaleNumber(1, scale)
}

type Counted = { unit: Unit | undefined; hasHalf: boolean; end: number }

/** The unit after a figure. A unit of time, of work or of share may follow 个; before another, 个 is the unit itself. */
function readCounted(text: string, at: number): Counted {
  const piece = text.startsWith('个', at) || text.startsWith(' 个', at) ? matchAt(PIECE, text, at) : null
  const from = piece ? PIECE.lastIndex : at
  const found = readUnit(text, /[ -]/.test(text.charAt(from)) ? from + 1 : from)
  const isOfPiece = found && (found.unit.kind !== 'count' || found.unit.name === 'person')
  const hasHalf = piece?.groups?.more === '半'
  if (piece && !isOfPiece) return { unit: unitOf('个'), hasHalf, end: from }
  if (!found) return { unit: undefined, hasHalf, end: from }
  const after = text[found.end] === '半' ? matchAt(HALF_AFTER, text, found.end) : null
  return { unit: found.unit, hasHalf: hasHalf || after !== null, end: found.end + (after?.[0].length ?? 0) }
}

/** Reads the figure at an offset of a text in half width and lower case, and its unit. */
export function readAmount(text: string, at: number): Amount | undefined {
  const { arabic, scale, han = '', english, plus, few } = matchAt(FIGURE, text, at)?.groups ?? {}
  const isFigure = arabic !== undefined || english !== undefined || han !== ''
  if (!isFigure || few !== undefined) return undefined
  const written = text.slice(at, FIGURE.lastIndex)
  const { unit, hasHalf, end } = readCounted(text, FIGURE.lastIndex)
  const [low, high] = unit && ESTIMATE.test(han) ? [...han].map(parseHanNumeral) : []
  const isEstimate = low !== undefined && high !== undefined && low < high
  const spoken = english === undefined ? parseHanNumeral(han) : parseEnglishNumeral(english)
  const value = isEstimate ? low : arabic === undefined ? spoken : Number(arabic.replaceAll(',', ''))
  const isArticle = arabic === undefined && value === 1 && ARTICLE_UNITS.has(unit?.name ?? '') && text[at - 1] !== '第'
  if (value === undefined || (unit?.name === 'score' && arabic === undefined)) return undefined
  return {
    values: [value + (hasHalf || plus !== undefined ? 0.5 : 0), ...(isEstimate ? [high] : [])],
    scale: readScale(scale),
    unit,
    written,
    isArabic: arabic !== undefined,
    isArticle,
    end,
  }
}
