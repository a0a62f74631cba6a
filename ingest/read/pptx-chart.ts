import { findAll, findChild, textOf, type XmlNode } from './xml.ts'

/** A chart as lines, its title first: `series：category value；category value` from the values stored in the file. */
export function chartLines(chart: XmlNode): string[] {
  const titles = findAll(chart, 'title')
    .slice(0, 1)
    .map((title) => findAll(title, 't').map(textOf).join(''))
  const series = findAll(chart, 'ser').map((ser) => {
    const categories = cachedPoints(findChild(ser, 'cat'))
    const values = cachedPoints(findChild(ser, 'val'))
    const name = [...cachedPoints(findChild(ser, 'tx')).values()].join('')
    const points = [...values].map(([index, value]) => `${categories.get(index) ?? ''} ${value}`.trim())
    return [name, points.join('；')].filter((part) => part !== '').join('：')
  })
  return [...titles, ...series].filter((line) => line !== '')
}

/** The points in a chart's cache by their index. Of categories with several levels, the innermost. */
function cachedPoints(data: XmlNode | undefined): Map<string, string> {
  const holder = data && (findAll(data, 'lvl')[0] ?? data)
  const points = holder ? findAll(holder, 'pt') : []
  return new Map(points.map((point) => [point.attributes.idx ?? '', textOf(findChild(point, 'v'))]))
}
