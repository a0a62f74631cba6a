import { cleanHeading, readNumberedHeading } from '../language/headings.ts'
import { splitSentences } from '../language/sentences.ts'
import type { Span } from '../language/span.ts'
import type { Passage } from '../retrieval/passage.ts'
import { speakerAt } from './speakers.ts'
import { type Matchable, toMatchable } from './terms.ts'
import { EXTRACT } from './thresholds.ts'

/** A sentence of a passage that may stand in an answer. `quote` is the version's text cut at `span`. */
export type Candidate = {
  passage: Passage
  /** Place of the passage in the ranking, from 0. */
  rank: number
  /** Place of the sentence in its passage, from 0. */
  index: number
  span: Span
  quote: string
  speaker: string | undefined
  matchable: Matchable
  /** A heading, a ruler or the head of a table, or a mere label: context, never an answer on its own. */
  isLabel: boolean
  /** Announces what follows: ends in a colon. */
  isLeadIn: boolean
  /** Asks what the sentences after it answer. */
  isQuestion: boolean
}

/** A passage with the whole text its spans point into. */
export type SourcedPassage = { passage: Passage; source: string }

const RULER = /^[\s|:\-–—=_*#]+$/
const SEMICOLON = /[；;]$/
const LEAD_IN = /[：:]\s*(?:\*\*)?$/
const QUESTION = /[？?]["”’」』）)]*\s*(?:\*\*)?$/

/**
 * Pairs each passage with its version's text. A passage whose text is no longer what stands at its span is left out: it
 * could not be cited.
 */
export function sourcePassages(
  passages: readonly Passage[],
  readText: (versionId: string) => string | undefined,
): SourcedPassage[] {
  const texts = new Map<string, string | undefined>()
  return passages.flatMap((passage) => {
    if (!texts.has(passage.versionId)) texts.set(passage.versionId, readText(passage.versionId))
    const source = texts.get(passage.versionId)
    if (source === undefined) return []
    return source.slice(passage.span.start, passage.span.end) === passage.text ? [{ passage, source }] : []
  })
}

/** The form in which a line is compared with the headings it may be one of. */
const bareHeading = (text: string): string => cleanHeading(text).replace(/[\s\p{P}]/gu, '')

const ROW = /^\||\S \| \S/
/** Cells of a table's head are names: short, and without figures. */
const HEAD_CELLS = /^\|?(?:[^|\d]{1,10}\|)+(?:[^|\d]{1,10}\|?)?$/

function isTableHead(line: string, before: string, after: string): boolean {
  if (!ROW.test(line) || ROW.test(before)) return false
  return (RULER.test(after) && after.includes('-')) || (ROW.test(after) && HEAD_CELLS.test(line))
}

const HEADING_SERIES = new Set(['chapter', 'appendix', 'part', 'han', 'bracket', 'section-2', 'section-3'])

/** A heading that no mark tells: `案例 4 …`, `第九条 冻结`, and a few English words on a line of their own. */
const BARE_HEADING =
  /^案例\s*\d+\s(?!.*[。；;：:])|^第[一二三四五六七八九十\d]+条\s*[\p{Script=Han}、]{1,10}$|^(?:\d+(?:\.\d+)*\.?\s+)?[A-Z][A-Za-z'’-]*(?:[ -][A-Za-z'’]+){0,6}$/u

/** @param lines the sentence between those before and after it. */
function isLabel([before, line, after]: readonly [string, string, string], headings: ReadonlySet<string>): boolean {
  if (/^#{1,6}\s/.test(line) || RULER.test(line) || line.length < EXTRACT.shortest) return true
  if (headings.has(bareHeading(line)) || isTableHead(line, before, after)) return true
  return BARE_HEADING.test(line) || HEADING_SERIES.has(readNumberedHeading(line)?.series ?? '')
}

/** Clauses that a semicolon parts belong together, up to a length: a record's fields say little one by one. */
function joinClauses(source: string, spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans) {
    const open = joined.at(-1)
    const goesOn = open !== undefined && SEMICOLON.test(source.slice(open.start, open.end))
    const isNear = open !== undefined && !source.slice(open.end, span.start).includes('\n\n')
    const room = EXTRACT.joined + (SEMICOLON.test(source.slice(span.start, span.end)) ? 0 : EXTRACT.lastClause)
    if (open && goesOn && isNear && span.end - open.start <= room) open.end = span.end
    else joined.push({ ...span })
  }
  return joined
}

/** The sentences of the passages in ranking order, each once: passages that overlap share sentences. */
export function listCandidates(sourced: readonly SourcedPassage[]): Candidate[] {
  const seen = new Set<string>()
  return sourced.flatMap(({ passage, source }, rank) => {
    const spans = joinClauses(source, splitSentences(source, passage.span))
    const headings = new Set([passage.title, ...passage.headings].map(bareHeading))
    return spans.flatMap((span, index): Candidate[] => {
      const key = `${passage.versionId}:${span.start}`
      if (seen.has(key)) return []
      seen.add(key)
      const quote = source.slice(span.start, span.end)
      const lineAt = (at: number) => source.slice(spans[at]?.start ?? 0, spans[at]?.end ?? 0).trim()
      return [
        {
          passage,
          rank,
          index,
          span,
          quote,
          speaker: speakerAt(source, span.start, passage),
          matchable: toMatchable(quote),
          isLabel: isLabel([lineAt(index - 1), lineAt(index), lineAt(index + 1)], headings),
          isLeadIn: LEAD_IN.test(quote.trim()),
          isQuestion: QUESTION.test(quote.trim()),
        },
      ]
    })
  })
}
