import type { Cell, CellValue } from 'exceljs'

/** A cell's value as text on one line: dates as YYYY-MM-DD, percentages as shown, formulas by their stored result. */
export function cellText(cell: Cell): string {
  return textOf(cell.value, cell.numFmt ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Whether the cell holds a formula that was never calculated. */
export function lacksResult(cell: Cell): boolean {
  const { value } = cell
  return isRecord(value) && ('formula' in value || 'sharedFormula' in value) && value.result === undefined
}

function textOf(value: CellValue, format: string): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return dateText(value, format)
  if (typeof value === 'number') return numberText(value, format)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'string') return value
  if ('richText' in value) return value.richText.map((run) => run.text).join('')
  if ('hyperlink' in value) return textOf(value.text as CellValue, format)
  if ('formula' in value || 'sharedFormula' in value) return textOf(value.result ?? null, format)
  return ''
}

/** exceljs keeps a sheet's dates, which have no time zone, in UTC. A time of day without a date counts from 1899-12-30. */
function dateText(value: Date, format: string): string {
  if (Number.isNaN(value.getTime())) return ''
  const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString()
  const [date, time] = [iso.slice(0, 10), iso.slice(11, 19).replace(/:00$/, '')]
  if (date === '1899-12-30' || date === '1899-12-31') return time
  return time === '00:00' || !/h/i.test(format) ? date : `${date} ${time}`
}

/** 15 significant digits, as Excel has them. */
function numberText(value: number, format: string): string {
  const isShare = /%/.test(format.replace(/"[^"]*"/g, ''))
  const digits = String(Number((isShare ? value * 100 : value).toPrecision(15)))
  return isShare ? `${digits}%` : digits
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
