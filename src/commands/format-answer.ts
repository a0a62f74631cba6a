import type { WireAnswer } from '../http/wire/answer.ts'
import { safeLine, safeText } from '../terminal/safe-text.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { truncateText, wrapText } from '../terminal/width.ts'
import { formatPlace } from './format-hits.ts'

const QUOTE_LINES = 2
const NEAREST = 3

export function formatText(text: string, terminal: Terminal): string {
  return wrapText(safeText(text).trim(), terminal.width).join('\n')
}

function formatQuote(quote: string, width: number): string {
  const lines = wrapText(safeLine(quote), width)
  const shown = lines.slice(0, QUOTE_LINES)
  const last = shown.length - 1
  if (lines.length > QUOTE_LINES) shown[last] = truncateText(`${shown[last]}……`, width)
  return shown.map((line) => `    ${line}`).join('\n')
}

function formatSources(answer: WireAnswer, terminal: Terminal): string {
  const sources = answer.citations.map((citation) => {
    const place = truncateText(`[${citation.n}] ${formatPlace(citation)}`, terminal.width)
    return `${place}\n${terminal.dim(formatQuote(citation.quote, terminal.width - 4))}`
  })
  return [terminal.bold('Sources'), ...sources].join('\n')
}

function formatNearest(answer: WireAnswer, terminal: Terminal): string {
  const passages = answer.nearest.slice(0, NEAREST).map((hit) => {
    const place = truncateText(`${hit.rank}. ${formatPlace(hit)}`, terminal.width)
    return `${place}\n${terminal.dim(formatQuote(hit.text, terminal.width - 4))}`
  })
  return [terminal.bold('Nearest passages'), ...passages].join('\n')
}

/** What a reader has to know besides the answer's words. */
function formatCautions(answer: WireAnswer): string[] {
  const doubtful = answer.sentences.filter(({ support }) => support === 'unsupported').length
  return [
    ...answer.conflicts.map(
      ({ about, citations }) =>
        `Sources disagree about ${safeLine(about)}: ${citations.map((n) => `[${n}]`).join(' ')}`,
    ),
    ...(doubtful > 0 ? [`${doubtful} of ${answer.sentences.length} sentences are not supported by a source.`] : []),
    ...(answer.degraded.length > 0 ? [`Made without: ${answer.degraded.join(', ')}.`] : []),
  ]
}

/** What stands below the text of an answer: its sources, or what came nearest where it was refused. */
export function formatEvidence(answer: WireAnswer, terminal: Terminal): string {
  const parts = [
    ...(answer.citations.length > 0 ? [formatSources(answer, terminal)] : []),
    ...(answer.status === 'refused' && answer.nearest.length > 0 ? [formatNearest(answer, terminal)] : []),
    ...(formatCautions(answer).length > 0 ? [formatCautions(answer).join('\n')] : []),
  ]
  return parts.join('\n\n')
}
