import { ENGLISH_NUMERAL, parseEnglishNumeral } from '../../language/english-numerals.ts'
import { HAN_NUMERAL, parseHanNumeral } from '../../language/numerals.ts'
import type { Span } from '../../language/span.ts'
import type { Figure } from './figures.ts'

const DIGITS = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g
const ENGLISH_WORD = new RegExp(`(?<![a-z-])${ENGLISH_NUMERAL}(?![a-z-])`, 'g')
/** Numerals before words that count and are no unit of the library, or of several characters. */
const HAN_NUMBER = new RegExp(
  `(?<![第初几数${HAN_NUMERAL.slice(1, -1)}])(${HAN_NUMERAL}{1,6})(?=[座起笔句场根间封门颗支队艘幢栋棵箱袋卷版人档类任头口道遍枚号])|` +
    `(?<!${HAN_NUMERAL}|[初几数第好])([二三四五六七八九]?十[一二三四五六七八九]?)(?!${HAN_NUMERAL}|足)`,
  'g',
)
/** Measures that the library has no name for. */
const MEASURE =
  /^ ?(千瓦时|千瓦|兆瓦|毫升|毫米|厘米|平方公里|立方米|摄氏度|公顷|赫兹|亩|起(?=[。,;!?、:）)]|$|[的都里中])|度(?!假|过)|伏|安(?!排|全)|升(?!级|到|至|高)|帧|(?:k|m)?wh?(?![a-z])|(?:k|m|g)?hz|db|mm|cm|kb|pb|fps|dpi|rpm|℃|°c|ml|mg|mpa|kpa|ppm|v(?![a-z\d]))/

/** Whether a span overlaps none of those that are taken. */
export const isFree = (taken: readonly Span[], { start, end }: Span): boolean =>
  !taken.some((one) => start < one.end && end > one.start)

/** Numbers that the library passes over because they say little: a check has to account for them all the same. */
export function readBare(text: string, taken: readonly Span[]): Figure[] {
  const found: Figure[] = []
  const add = (start: number, written: string, value: number | undefined) => {
    const unit = MEASURE.exec(text.slice(start + written.length, start + written.length + 8))?.[1] ?? ''
    const span = { start, end: start + written.length, text: written }
    if (value === undefined || Number.isNaN(value) || !isFree(taken, span) || !isFree(found, span)) return
    found.push({
      ...span,
      kind: unit === '' ? 'number' : 'count',
      key: unit === '' ? String(value) : `${value}|${unit}`,
      value,
      written: value,
      unit,
    })
  }
  for (const one of text.matchAll(DIGITS)) add(one.index, one[0], Number(one[0].replaceAll(',', '')))
  for (const one of text.matchAll(ENGLISH_WORD)) {
    if (one[0] !== 'one' && one[0] !== 'zero') add(one.index, one[0], parseEnglishNumeral(one[0]))
  }
  for (const one of text.matchAll(HAN_NUMBER)) {
    const written = one[1] ?? one[2] ?? ''
    const isWord = written === '十' && /^[分足几]/.test(text.slice(one.index + 1))
    if (written !== '一' && !isWord) add(one.index, written, parseHanNumeral(written))
  }
  return found
}
