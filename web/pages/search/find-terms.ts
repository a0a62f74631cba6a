import { findPhrases } from './find-phrases.ts'

type Span = { start: number; end: number }

const LETTER = /[\p{L}\p{N}]/u
const HAN = /\p{Script=Han}/u
/** How much longer a word may be than the stem that the service searched for. */
const LONGEST_SUFFIX = 4

/** Text as the service compares it, with the place in the original of each of its UTF-16 units. */
function normalise(text: string): { shown: string; places: number[] } {
  let shown = ''
  const places: number[] = []
  let at = 0
  for (const letter of text) {
    const same = letter.normalize('NFKC').toLowerCase()
    for (let unit = 0; unit < same.length; unit++) places.push(at)
    shown += same
    at += letter.length
  }
  places.push(at)
  return { shown, places }
}

function wordEnd(shown: string, from: number): number {
  let end = from
  while (end < shown.length && LETTER.test(shown[end] ?? '') && !HAN.test(shown[end] ?? '')) end++
  return end
}

/** A stem stands at the start of a word: `deliver` in "Delivered", `compani` in "company". */
function findStem(shown: string, stem: string): Span[] {
  const found: Span[] = []
  const root = stem.endsWith('i') ? stem.slice(0, -1) : stem
  for (let at = shown.indexOf(root); at >= 0; at = shown.indexOf(root, at + 1)) {
    const before = shown[at - 1] ?? ' '
    const end = wordEnd(shown, at)
    const isWhole = !LETTER.test(before) || HAN.test(before)
    if (isWhole && end - at <= stem.length + LONGEST_SUFFIX)
      found.push({ start: at, end: Math.max(end, at + root.length) })
  }
  return found
}

function findPlain(shown: string, term: string): Span[] {
  const found: Span[] = []
  for (let at = shown.indexOf(term); at >= 0; at = shown.indexOf(term, at + term.length)) {
    found.push({ start: at, end: at + term.length })
  }
  return found
}

/**
 * Where a text holds the terms that the service matched, and the other words that it took for them, by the same
 * comparison: width, compatibility forms and letter case aside. Merged where they touch, in order; UTF-16 offsets,
 * end exclusive.
 */
export function findTerms(text: string, terms: readonly string[], others: readonly string[] = []): Span[] {
  const { shown, places } = normalise(text)
  const found = terms
    .filter((term) => term !== '')
    .flatMap((term) => (HAN.test(term) ? findPlain(shown, term) : findStem(shown, term)))
    .concat(findPhrases(shown, others))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const merged: Span[] = []
  for (const span of found) {
    const last = merged.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ ...span })
  }
  return merged.map(({ start, end }) => ({ start: places[start] ?? 0, end: places[end] ?? text.length }))
}

export type Excerpt = { text: string; marks: Span[]; isCutBefore: boolean; isCutAfter: boolean }

const LEAD = 24

/** The stretch of a text, `length` UTF-16 units at most, that holds the most marked places. */
export function cutExcerpt(text: string, marks: readonly Span[], length: number): Excerpt {
  const held = (from: number) => marks.filter(({ start, end }) => start >= from && end <= from + length).length
  const starts = marks.map(({ start }) => Math.max(0, Math.min(start - LEAD, text.length - length)))
  const best = starts.reduce((chosen, from) => (held(from) > held(chosen) ? from : chosen), starts[0] ?? 0)
  const from = text.length <= length ? 0 : atWord(text, afterSurrogate(text, best))
  const to = text.length <= length ? text.length : afterSurrogate(text, from + length)
  return {
    text: text.slice(from, to),
    marks: marks
      .filter(({ start, end }) => start >= from && end <= to)
      .map(({ start, end }) => ({ start: start - from, end: end - from })),
    isCutBefore: from > 0,
    isCutAfter: to < text.length,
  }
}

/** The beginning of the next word where a place lies inside one; Chinese has no such inside. */
function atWord(text: string, at: number): number {
  const isInside = /[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ') && !HAN.test(text[at - 1] ?? ' ')
  const gap = isInside ? text.slice(at, at + LEAD).search(/\s/u) : -1
  return gap < 0 ? at : at + gap + 1
}

/** A place that does not part the two halves of a letter. */
function afterSurrogate(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at
}
