import type { CellSpan, Extraction, SourceFile } from '../../extraction.ts'
import { cleanText } from '../clean-text.ts'
import { readFailure } from '../read-failure.ts'
import { decodeWhole } from '../text/decode-file.ts'
import { createTextBuilder } from '../text-builder.ts'
import type { SheetRow } from '../xlsx/xlsx-rows.ts'
import { type SheetLine, sheetLines } from '../xlsx/xlsx-sheet.ts'
import { stemOf } from '../zip/member-path.ts'
import { findDelimiter } from './csv-delimiter.ts'
import { splitRows } from './csv-rows.ts'

const PAGE = /^\s*<(?:!doctype html|html|head|table|meta)\b/i

/**
 * A table kept as text, read as a sheet is: each row one line that names its columns. Rows of a table that begins with
 * values, not with names, are their values alone.
 *
 * Errors: `format_mismatch`, `text_too_long`.
 */
export async function readCsv(file: SourceFile): Promise<Extraction> {
  const text = await decodeWhole(file)
  if (PAGE.test(text)) {
    throw readFailure(
      file,
      'format_mismatch',
      'the content is an HTML page, not a table; give the file its right ending',
    )
  }
  const builder = createTextBuilder(file.name)
  const first = firstRecord(csvRows(text))
  const hasNames = first === undefined || namesColumns(valuesOf(first))
  for (const { kind, text: line, cells } of hasNames ? sheetLines(csvRows(text)) : valueLines(csvRows(text))) {
    builder.add(kind, line, cells ? { cells } : {})
  }
  return { ...builder.finish(), title: stemOf(file.name), warnings: [] }
}

/** The rows that hold anything, as those of a sheet. */
function* csvRows(text: string): Generator<SheetRow> {
  const { delimiter, start } = findDelimiter(text)
  let number = 0
  for (const row of splitRows(start > 0 ? text.slice(start) : text, delimiter)) {
    number += 1
    const slots = row.map((raw) => {
      const value = cleanText(raw)
        .replace(/[ \t\n]+/g, ' ')
        .trim()
      return value === '' ? undefined : { value, isStart: true }
    })
    const isText = !slots.some((slot) => slot && isQuantity(slot.value))
    if (slots.some((slot) => slot)) yield { number, slots, isText, style: '', isHidden: false, lacking: 0 }
  }
}

function firstRecord(rows: Iterable<SheetRow>): SheetRow | undefined {
  for (const row of rows) if (valuesOf(row).length > 1) return row
  return undefined
}

function valuesOf({ slots }: SheetRow): string[] {
  return slots.flatMap((slot) => slot?.value ?? [])
}

const LONGEST_NAME = 40

/** Whether values are names of columns: short texts, none twice, no numbers and no dates. */
function namesColumns(values: readonly string[]): boolean {
  const isName = (value: string) => value.length <= LONGEST_NAME && /\p{L}/u.test(value) && !isQuantity(value)
  return new Set(values).size === values.length && values.every((value) => isName(value))
}

/** A number, also with a currency before it or a unit of one letter behind it, or a date. */
function isQuantity(value: string): boolean {
  return /^[-+¥$￥€]?\d[\d,.]*\s?[%\p{L}]?$/u.test(value) || /^\d{2,4}\s?[-/.年]\s?\d{1,2}/.test(value)
}

function* valueLines(rows: Iterable<SheetRow>): Generator<Omit<SheetLine, 'row'>> {
  for (const { slots } of rows) {
    const cells: CellSpan[] = []
    let text = ''
    for (const [column, slot] of slots.entries()) {
      if (!slot) continue
      text += text === '' ? '' : '；'
      cells.push({ column, start: text.length, end: text.length + slot.value.length })
      text += slot.value
    }
    yield { kind: 'table_row', text, cells }
  }
}
