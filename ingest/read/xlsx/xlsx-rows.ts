import { elementsOf, type XmlNode } from '../office/xml.ts'
import type { GridRow } from '../table-grid.ts'
import type { Workbook } from './xlsx-book.ts'
import { type CellPlace, placeOf, readCell } from './xlsx-cell.ts'

/** A row's values by column, merged cells filled in. `style` tells rows apart that look different. */
export type SheetRow = {
  number: number
  slots: GridRow<string>
  isText: boolean
  style: string
  isHidden: boolean
  lacking: number
}

type Merge = { from: CellPlace; to: CellPlace; value: string }

const MAX_COLUMNS = 16_384
/** A title over the whole width of a sheet need not be written into every column. */
const MAX_SPAN = 200
const ON = /^(?:1|true)$/

/** The rows of a sheet that hold anything, one after another. */
export function* readRows(xml: Uint8Array, workbook: Pick<Workbook, 'strings' | 'formats'>): Generator<SheetRow> {
  const merges = readMerges(xml)
  let nextMerge = 0
  let open: Merge[] = []
  let number = 0
  for (const row of elementsOf(xml, new Set(['row']))) {
    number = Number(row.attributes.r) || number + 1
    for (let merge = merges[nextMerge]; merge && merge.from.row <= number; merge = merges[++nextMerge]) open.push(merge)
    open = open.filter((merge) => merge.to.row >= number)
    const read = readRow(row, number, workbook)
    for (const merge of open) fillMerge(read, merge)
    read.slots = Array.from(read.slots)
    if (read.slots.some((slot) => slot?.value) || read.lacking > 0) yield read
  }
}

function readRow(row: XmlNode, number: number, workbook: Pick<Workbook, 'strings' | 'formats'>): SheetRow {
  const slots: SheetRow['slots'] = []
  const styles: string[] = []
  let column = -1
  let isText = true
  let lacking = 0
  for (const cell of row.children) {
    if (cell.name !== 'c') continue
    column = placeOf(cell.attributes.r ?? '')?.column ?? column + 1
    if (column >= MAX_COLUMNS) break
    const { value, isText: isTextCell, lacksResult } = readCell(cell, workbook)
    if (lacksResult) lacking += 1
    if (value === '') continue
    slots[column] = { value, isStart: true }
    styles.push(cell.attributes.s ?? '0')
    if (!isTextCell) isText = false
  }
  const style = [...new Set(styles)].sort().join(' ')
  return { number, slots, isText, style, isHidden: ON.test(row.attributes.hidden ?? ''), lacking }
}

/** Writes a merged cell's value into every column that it covers; below its first row, as the row's own. */
function fillMerge(row: SheetRow, merge: Merge): void {
  const { from, to } = merge
  if (row.number === from.row) {
    merge.value = row.slots[from.column]?.value ?? ''
  }
  if (merge.value === '') return
  for (let column = from.column; column <= Math.min(to.column, from.column + MAX_SPAN); column++) {
    row.slots[column] = { value: merge.value, isStart: column === from.column }
  }
}

/** The merged cells, which stand behind the rows, by their first row. */
function readMerges(xml: Uint8Array): Merge[] {
  const bytes = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength)
  const rest = bytes.subarray(Math.max(0, bytes.lastIndexOf('sheetData'))).toString('utf8')
  const merges = [...rest.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([^":]+):([^"]+)"/g)].flatMap(
    ([, first, last]): Merge[] => {
      const [from, to] = [placeOf(first ?? ''), placeOf(last ?? '')]
      return from && to ? [{ from, to, value: '' }] : []
    },
  )
  return merges.sort((a, b) => a.from.row - b.from.row)
}
