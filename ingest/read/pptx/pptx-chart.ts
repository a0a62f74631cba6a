import { findAll, findChild, textOf, type XmlNode } from '../office/xml.ts'
import { formatNumber } from '../xlsx/number-format.ts'

/**
 * A chart as lines: its title, then `series：category value；category value` from the values stored in the file, then
 * the titles of its axes, which often say the unit.
 */
export function chartLines(chart: XmlNode): string[] {
  const body = findChild(chart, 'chartSpace', 'chart')
  const title = titleText(findChild(body, 'title'))
  const axes = body ? findAll(body, 'plotArea').flatMap((area) => findAll(area, 'title').map(titleText)) : []
  const series = findAll(chart, 'ser').map((ser) => {
    const categories = cachedPoints(findChild(ser, 'cat') ?? findChild(ser, 'xVal'))
    const values = cachedPoints(findChild(ser, 'val') ?? findChild(ser, 'yVal'))
    const name = [...cachedPoints(findChild(ser, 'tx')).values()].join('')
    const points = [...values].map(([index, value]) => `${categories.get(index) ?? ''} ${value}`.trim())
    return [name, points.join('；')].filter((part) => part !== '').join('：')
  })
  return [title, ...series, ...axes].filter((line) => line !== '')
}

function titleText(title: XmlNode | undefined): string {
  return title ? findAll(title, 't').map(textOf).join('').trim() : ''
}

/** The points in a chart's cache by their index. Of categories with several levels, the innermost. */
function cachedPoints(data: XmlNode | undefined): Map<string, string> {
  const holder = data && (findAll(data, 'lvl')[0] ?? data)
  const numbers = holder && findAll(holder, 'numCache')[0]
  const code = textOf(findChild(numbers, 'formatCode'))
  const points = holder ? findAll(holder, 'pt') : []
  return new Map(
    points.map((point) => {
      const value = textOf(findChild(point, 'v'))
      const isNumber = numbers !== undefined && value.trim() !== '' && Number.isFinite(Number(value))
      return [point.attributes.idx ?? '', isNumber ? formatNumber(Number(value), { code }) : value]
    }),
  )
}
