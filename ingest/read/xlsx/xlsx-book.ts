import { readRelationships, readXmlPart } from '../office/office-package.ts'
import { elementsOf, findAll, findChild, parseXml, textOf, type XmlNode } from '../office/xml.ts'
import type { Archive } from '../zip/archive.ts'
import type { NumberFormat } from './number-format.ts'

const WORKBOOK = 'xl/workbook.xml'

/** A sheet of the workbook; `part` is its file in the archive. */
export type SheetEntry = { name: string; part: string; isHidden: boolean }

/** What all sheets share. `formats` are number formats by the index of a cell's style. */
export type Workbook = { sheets: SheetEntry[]; strings: readonly string[]; formats: readonly NumberFormat[] }

/** Sheets of Excel 4.0 macros hold commands, no values. */
const MACRO_SHEET = /macrosheet$/i

/** The formats that a number stands for without being written down, as Excel in Chinese shows them. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [9, '0%'],
  [10, '0.00%'],
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id): [number, string] => [id, 'y-m-d']),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id): [number, string] => [id, 'h:mm']),
  [22, 'y-m-d h:mm'],
  [46, '[h]:mm:ss'],
])

export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const workbook = findChild(await readXmlPart(archive, WORKBOOK), 'workbook')
  const relationships = await readRelationships(archive, WORKBOOK)
  const related = new Map([...relationships.values()].map(({ type, part }) => [type, part]))
  const sheets = (workbook ? findAll(workbook, 'sheet') : []).flatMap(({ attributes }): SheetEntry[] => {
    const target = relationships.get(attributes['r:id'] ?? '')
    const isHidden = (attributes.state ?? 'visible') !== 'visible'
    return !target || MACRO_SHEET.test(target.type)
      ? []
      : [{ name: attributes.name ?? '', part: target.part, isHidden }]
  })
  if (sheets.length === 0) throw new Error('the workbook has no sheets')
  const isDate1904 = /^(?:1|true)$/.test(findChild(workbook, 'workbookPr')?.attributes.date1904 ?? '')
  const strings = await archive.read(related.get('sharedStrings') ?? '')
  const styles = await archive.read(related.get('styles') ?? '')
  return {
    sheets,
    strings: strings ? readStrings(strings) : [],
    formats: styles ? readFormats(parseXml(styles), isDate1904) : [{ code: '', isDate1904 }],
  }
}

function readStrings(xml: Uint8Array): string[] {
  const strings: string[] = []
  for (const item of elementsOf(xml, new Set(['si']))) strings.push(stringText(item))
  return strings
}

/** A string in one or several runs, without the signs that tell how it is read. `_x000D_` stands for a character. */
export function stringText(item: XmlNode | undefined): string {
  const runs = item?.children.filter(({ name }) => name === 't' || name === 'r') ?? []
  const text = runs.map((run) => textOf(run.name === 't' ? run : findChild(run, 't'))).join('')
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
}

function readFormats(styles: XmlNode, isDate1904: boolean): NumberFormat[] {
  const written = findAll(styles, 'numFmt').map(({ attributes }): [number, string] => [
    Number(attributes.numFmtId),
    attributes.formatCode ?? '',
  ])
  const codes = new Map([...BUILT_IN, ...written])
  const cells = findChild(styles, 'styleSheet', 'cellXfs')?.children.filter(({ name }) => name === 'xf') ?? []
  return cells.map(({ attributes }) => ({ code: codes.get(Number(attributes.numFmtId ?? 0)) ?? '', isDate1904 }))
}
