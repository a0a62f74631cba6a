/** What a spreadsheet takes for a formula, with and without space before it, in half and full width. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@＝＋－＠]/u
const NEEDS_QUOTES = /[",\r\n]/

function toCell(value: string | number): string {
  const text = String(value)
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Rows as a file that spreadsheets open as it is meant (RFC 4180): with a byte-order mark, so that Chinese is read as
 * UTF-8, and no text in it is taken for a formula.
 */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('')}`
}
