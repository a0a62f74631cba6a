import type { Hit } from '../http/wire/hit.ts'
import { safeLine, safeText } from '../terminal/safe-text.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { truncateText, wrapText } from '../terminal/width.ts'

const INDENT = '   '
const MOST_LINES = 8

type Place = { title: string; headings?: readonly string[]; speaker?: string | undefined; page?: number | undefined }

/** Where a passage stands: `title › heading › heading › speaker, p. 3`; a heading that repeats the title is left out. */
export function formatPlace({ title, headings = [], speaker, page }: Place): string {
  const trail = [title, ...headings.filter((heading) => heading !== title), ...(speaker ? [speaker] : [])]
  return safeLine(trail.join(' › ')) + (page === undefined ? '' : `, p. ${page}`)
}

/** The words, wrapped and indented; a long passage is cut, for the whole is one click away. */
export function formatWords(text: string, width: number): string {
  const lines = wrapText(
    safeText(text)
      .trim()
      .replace(/\n{2,}/g, '\n'),
    width - INDENT.length,
  )
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), '…'] : lines
  return shown.map((line) => `${INDENT}${line}`).join('\n')
}

function formatHit(hit: Hit, terminal: Terminal): string {
  const heading = truncateText(`${hit.rank}. ${formatPlace(hit)}`, terminal.width)
  const path = `${INDENT}${truncateText(safeLine(hit.path), terminal.width - INDENT.length)}`
  return [terminal.bold(heading), formatWords(hit.text, terminal.width), terminal.dim(path)].join('\n')
}

/** Hits for reading: numbered, each with its place, its words and its file. */
export function formatHits(hits: readonly Hit[], terminal: Terminal): string {
  return hits.map((hit) => formatHit(hit, terminal)).join('\n\n')
}
