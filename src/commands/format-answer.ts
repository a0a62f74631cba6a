import type { AnswerStep } from '../answering/answer.ts'
import type { WireAnswer } from '../http/wire/answer.ts'
import { formatDuration } from '../terminal/duration.ts'
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

/** Both sides of a conflict, each with the place that it stands in. */
function formatConflict({ about, citations, values }: WireAnswer['conflicts'][number], answer: WireAnswer): string[] {
  const sides = citations.map((n, at) => {
    const source = answer.citations.find((citation) => citation.n === n)
    return `  [${n}] ${safeLine(values[at] ?? '')}${source ? ` (${formatPlace(source)})` : ''}`
  })
  return [`Sources disagree about ${safeLine(about)}:`, ...sides]
}

function formatStale({ citation, newer }: NonNullable<WireAnswer['stale']>[number]): string {
  const date = newer.date === '' ? '' : ` of ${newer.date}`
  return `[${citation}] is out of date: “${safeLine(newer.title)}”${date} is newer.`
}

function formatKnowers(answer: WireAnswer): string[] {
  const knowers = (answer.mightKnow ?? []).map(({ name, title }) => `${safeLine(name)} (${safeLine(title)})`)
  return knowers.length > 0 ? [`Who might know: ${knowers.join(', ')}.`] : []
}

/** What a reader has to know besides the answer's words. */
function formatCautions(answer: WireAnswer, terminal: Terminal): string[] {
  const doubtful = answer.sentences.filter(({ support }) => support === 'unsupported')
  const lines = [
    ...answer.conflicts.flatMap((conflict) => formatConflict(conflict, answer)),
    ...(answer.stale ?? []).map(formatStale),
    ...(doubtful.length > 0
      ? [
          `${doubtful.length} of ${answer.sentences.length} sentences are not supported by a source:`,
          ...doubtful.map(({ text }) => `  ${safeLine(text)}`),
        ]
      : []),
    ...formatKnowers(answer),
    ...(answer.gapId === undefined ? [] : [`Noted as a knowledge gap: ${safeLine(answer.gapId)}.`]),
    ...(answer.degraded.length > 0 ? [`Made without: ${answer.degraded.join(', ')}.`] : []),
  ]
  return lines.flatMap((line) => wrapText(line, terminal.width))
}

const STEP_VERBS = { search: 'searched', read: 'read', conclude: 'concluded' } as const
const STEP_TITLES = 3

/** One step of a deep answer: what was looked for, and in which documents something was found. */
export function formatStep({ n, kind, about, found, tookMs }: AnswerStep, terminal: Terminal): string {
  const titles = [...new Set(found.map(({ title }) => safeLine(title)))]
  const more = titles.length > STEP_TITLES ? `, and ${titles.length - STEP_TITLES} more` : ''
  const places = kind === 'search' ? ` -> ${titles.slice(0, STEP_TITLES).join(', ') || 'nothing'}${more}` : ''
  const line = `${n}. ${STEP_VERBS[kind]} ${safeLine(about)}${places} (${formatDuration(tookMs)})`
  return terminal.dim(truncateText(line, terminal.width))
}

/** The question that was looked for, where a follow-up was completed. */
export function formatAsked(question: string, terminal: Terminal): string {
  return terminal.dim(wrapText(`Understood as: ${safeLine(question)}`, terminal.width).join('\n'))
}

/** What stands below the text of an answer: its sources, or what came nearest where it was refused. */
export function formatEvidence(answer: WireAnswer, terminal: Terminal): string {
  const cautions = formatCautions(answer, terminal)
  const parts = [
    ...(answer.citations.length > 0 ? [formatSources(answer, terminal)] : []),
    ...(answer.status === 'refused' && answer.nearest.length > 0 ? [formatNearest(answer, terminal)] : []),
    ...(cautions.length > 0 ? [cautions.join('\n')] : []),
  ]
  return parts.join('\n\n')
}
