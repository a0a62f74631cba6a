import { cleanText } from '../clean-text.ts'
import { findChild, textOf, type XmlNode } from '../office/xml.ts'
import { formatNumber } from './number-format.ts'
import { stringText, type Workbook } from './xlsx-book.ts'

/** A cell as the sheet shows it, on one line. `lacksResult`: it holds a formula that was never calculated. */
export type CellText = { value: string; isText: boolean; lacksResult: boolean }

/** Columns from 0 by their letters, rows from 1. */
export type CellPlace = { column: number; row: number }

export function readCell(cell: XmlNode, { strings, formats }: Pick<Workbook, 'strings' | 'formats'>): CellText {
  const { t: type = 'n', s: style = '0' } = cell.attributes
  const stored = findChild(cell, 'v')
  const raw = textOf(stored)
  const lacksResult = stored === undefined && findChild(cell, 'f') !== undefined
  if (type === 's') return textCell(strings[Number(raw)] ?? '')
  if (type === 'inlineStr') return textCell(stringText(findChild(cell, 'is')))
  if (type === 'str') return { ...textCell(raw), lacksResult }
  if (type === 'n' && raw !== '' && Number.isFinite(Number(raw))) {
    const format = formats[Number(style)] ?? { code: '' }
    return { value: cleanText(formatNumber(Number(raw), format)), isText: false, lacksResult }
  }
  const value = type === 'b' ? truthText(raw) : type === 'd' ? dateText(raw) : raw
  return { value: lineOf(value), isText: false, lacksResult }
}

/** A date that is written out, as few programs do. */
function dateText(raw: string): string {
  return raw.replace(/T00:00(?::00)?(?:\.0+)?Z?$/, '').replace('T', ' ')
}

function truthText(raw: string): string {
  if (raw === '') return ''
  return raw === '1' || raw === 'true' ? 'TRUE' : 'FALSE'
}

function textCell(text: string): CellText {
  return { value: lineOf(text), isText: true, lacksResult: false }
}

function lineOf(text: string): string {
  return cleanText(text)
    .replace(/[ \t\n]+/g, ' ')
    .trim()
}

/** The place that a reference such as `$B$12` names. */
export function placeOf(reference: string): CellPlace | undefined {
  const [, letters, row] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? []
  if (letters === undefined || row === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return { column: column - 1, row: Number(row) }
}
