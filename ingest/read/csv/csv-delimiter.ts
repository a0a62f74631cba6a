import { splitRows } from './csv-rows.ts'

/** What separates values, the likelier first. */
const DELIMITERS = [',', '\t', ';', '|'] as const
const SAMPLE_CHARS = 64 * 1024
const SAMPLE_ROWS = 50

/** What Excel writes into the first line to say it outright. */
const STATED = /^sep=([,;|\t:~^])(?:\r?\n|$)/i

/** The delimiter of a table kept as text, and where the table begins. */
export function findDelimiter(text: string): { delimiter: string; start: number } {
  const stated = STATED.exec(text)
  if (stated?.[1]) return { delimiter: stated[1], start: stated[0].length }
  const sample = text.slice(0, SAMPLE_CHARS)
  const scores = DELIMITERS.map((delimiter) => regularity(sample, delimiter))
  return { delimiter: DELIMITERS[scores.indexOf(Math.max(...scores))] ?? ',', start: 0 }
}

/** How regular the rows are that a delimiter makes: the share of rows of the commonest width, more for wider ones. */
function regularity(sample: string, delimiter: string): number {
  const counts = new Map<number, number>()
  let rows = 0
  for (const row of splitRows(sample, delimiter)) {
    if (row.length === 1 && row[0]?.trim() === '') continue
    counts.set(row.length, (counts.get(row.length) ?? 0) + 1)
    rows += 1
    if (rows === SAMPLE_ROWS) break
  }
  const scores = [...counts].map(([width, count]) => (count / rows) * Math.log2(width))
  return Math.max(0, ...scores)
}
