import { isHan } from '../language/letters.ts'
import { normaliseForMatch } from '../language/normalise.ts'
import { contentTerms } from '../language/questions.ts'
import { extractTerms } from '../language/terms.ts'
import { CREDIT } from './thresholds.ts'

/** A word of a text and other ways to say it, in any language; `strength` from 0 (loosely related) to 1 (the same). */
export type RelatedWord = { word: string; forms: readonly string[]; strength: number }
/** Knows other words for those of a text; a glossary. */
export type FindRelated = (text: string) => readonly RelatedWord[]

/** A text in the form in which terms are looked up in it. */
export type Matchable = { text: string; stems: ReadonlySet<string> }

export type QuestionTerm = {
  text: string
  kind: 'word' | 'pair'
  forms: readonly { text: string; strength: number }[]
}
export type WeightedTerm = QuestionTerm & { weight: number }

/** Chinese is looked up as it stands: cutting it into words would take most of the time. */
const HAN_RUNS = /\p{Script=Han}+/gu
const LATIN = /^[^\p{Script=Han}]+$/u

export function toMatchable(text: string): Matchable {
  const normal = normaliseForMatch(text)
  const stems = extractTerms(normal.replace(HAN_RUNS, ' ')).map((term) => term.text)
  return { text: normal, stems: new Set(stems) }
}

/** As `LATIN` denied, for what is asked of every word of every sentence. */
function holdsHan(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (isHan(word.charCodeAt(at))) return true
  return false
}

/** Whether a word (normalised; a Latin one as its stem) or a phrase stands in the text. */
export function holdsWord(text: Matchable, word: string): boolean {
  if (holdsHan(word)) return text.text.includes(word)
  return text.stems.has(word) || ((word.includes(' ') || word.includes('/')) && text.text.includes(word))
}

/** A form in the shape in which `holdsWord` looks it up. */
function toForm(form: string): string {
  const normal = normaliseForMatch(form)
  const word = LATIN.test(normal) ? extractTerms(normal).find(({ kind }) => kind === 'word')?.text : undefined
  return word !== undefined && !/\s/.test(normal) ? word : normal
}

/** The question's words and character pairs; a word that the glossary knows carries its other forms. */
export function questionTerms(question: string, findRelated?: FindRelated): QuestionTerm[] {
  const { words, pairs } = contentTerms(question)
  const related = (findRelated?.(question) ?? []).map((entry) => ({ ...entry, word: toForm(entry.word) }))
  const formsOf = (word: string) =>
    related
      .filter((entry) => entry.word === word)
      .flatMap((entry) => entry.forms.map((form) => ({ text: toForm(form), strength: entry.strength })))
  const phrases = related.map((entry) => entry.word).filter((word) => !words.includes(word))
  return [
    ...[...words, ...new Set(phrases)].map((text) => ({ text, kind: 'word' as const, forms: formsOf(text) })),
    ...pairs.map((text) => ({ text, kind: 'pair' as const, forms: [] })),
  ]
}

/** What a term earns in a text: 1 where it stands, less for a related form or, in a short text, its scattered characters. */
export function creditOf(term: QuestionTerm, text: Matchable, isShort: boolean): number {
  if (holdsWord(text, term.text)) return 1
  const related = term.forms.reduce(
    (best, form) => (form.strength > best && holdsWord(text, form.text) ? form.strength : best),
    0,
  )
  const scattered = isShort && holdsHan(term.text) && [...term.text].every((one) => text.text.includes(one))
  return Math.max(CREDIT.related * related, scattered ? CREDIT.scattered : 0)
}

/** A longer word says more; a Latin word or a number is rarely there by chance. */
const lengthWeight = (text: string): number => (!holdsHan(text) ? 1.4 : 1 + 0.25 * (Math.min(text.length, 5) - 2))

/**
 * Weighs terms by their length alone, for asking whether a question is covered at all: among passages that were
 * retrieved for a word that word is common, and its rarity there would count it for nothing.
 */
export function weighByLength(terms: readonly QuestionTerm[]): WeightedTerm[] {
  return terms.map((term) => ({ ...term, weight: lengthWeight(term.text) }))
}

/**
 * Weighs each term by how few of the texts hold it (the idf of BM25, a related form counting as itself) and by its
 * length. A term that stands in none weighs as much as one that stands in one: what nobody says cannot tell texts apart.
 */
export function weighTerms(terms: readonly QuestionTerm[], texts: readonly Matchable[]): WeightedTerm[] {
  return terms.map((term) => {
    const found = Math.max(1, texts.filter((text) => creditOf(term, text, false) > 0).length)
    const idf = Math.log(1 + (texts.length - found + 0.5) / (found + 0.5))
    return { ...term, weight: Math.max(idf, 0.05) * lengthWeight(term.text) }
  })
}

function share(terms: readonly WeightedTerm[], text: Matchable, isShort: boolean): number | undefined {
  const all = terms.reduce((sum, term) => sum + term.weight, 0)
  if (all === 0) return undefined
  return terms.reduce((sum, term) => sum + term.weight * creditOf(term, text, isShort), 0) / all
}

/** The share of the question's weight that a text covers, 0 to 1; 0 when the question has no terms. */
export function coverage(terms: readonly WeightedTerm[], text: Matchable, isShort = false): number {
  const words = share(
    terms.filter(({ kind }) => kind === 'word'),
    text,
    isShort,
  )
  const pairs = share(
    terms.filter(({ kind }) => kind === 'pair'),
    text,
    isShort,
  )
  if (words === undefined || pairs === undefined) return words ?? pairs ?? 0
  return CREDIT.words * words + (1 - CREDIT.words) * pairs
}

/** Character pairs of the Chinese runs and words of the rest, for comparing two texts with each other. */
export function contentUnits(text: string): Set<string> {
  return new Set(
    extractTerms(text).flatMap(({ kind, text: unit }) =>
      kind === 'pair' || (kind === 'word' && LATIN.test(unit)) ? [unit] : [],
    ),
  )
}

/** The share of `part` that stands in `whole`, 0 to 1; 0 for an empty part. */
export function containment(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 0
  let shared = 0
  for (const unit of part) if (whole.has(unit)) shared++
  return shared / part.size
}

/** Whether a text is written in Chinese, for questions in one language over passages in another. */
export function isMostlyChinese(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const latin = text.match(/[a-z][a-z'-]+/gi)?.length ?? 0
  return han > latin * 1.5
}
