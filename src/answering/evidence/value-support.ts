import type { QuestionLanguage } from '../../language/questions.ts'
import type { Span } from '../../language/span.ts'
import type { Candidate } from '../candidates.ts'
import { type Entity, type EntityText, holdsEntity, toEntityText } from '../entities.ts'
import { creditOf, isMostlyChinese, type Matchable, type QuestionTerm, toMatchable } from '../terms.ts'
import { SUPPORT_OF_VALUE as PARTS } from '../thresholds.ts'
import { type AskedTerm, weighAskedTerms } from './asked-terms.ts'
import type { CorpusWords } from './corpus-words.ts'

export type ValueQuestion = {
  text: string
  language: QuestionLanguage
  terms: readonly QuestionTerm[]
  entities: readonly Entity[]
}
/**
 * What a part of the question asks for, with the part and the words of asking as they stand in the normalised question.
 * `holds`: whether a text may be it.
 */
export type Wanted = { part: Span; asking: readonly Span[]; holds: (text: string) => boolean }

const LATIN = /^[^\p{Script=Han}]+$/u
const CLAUSE = /[^；;。！？!?|\n]+/g

/** For each term what it earns in a sentence; `anywhere` in the texts around it too. */
type Credits = readonly number[]
type Place = { own: Credits; beside: readonly { credits: Credits; share: number }[] }

function scorePlace(terms: readonly AskedTerm[], { own, beside }: Place): number {
  let [total, inside, anywhere, near, nearTotal] = [0, 0, 0, 0, 0]
  for (const [at, { weight, nearness }] of terms.entries()) {
    const here = own[at] ?? 0
    total += weight
    inside += weight * here
    anywhere += weight * Math.max(here, ...beside.map(({ credits, share }) => share * (credits[at] ?? 0)))
    near += weight * nearness * here
    nearTotal += weight * nearness
  }
  if (total === 0) return 0
  const atAsking = nearTotal === 0 ? inside / total : near / nearTotal
  return PARTS.anywhere * (anywhere / total) + PARTS.inside * (inside / total) + PARTS.atAsking * atAsking
}

/** Forms that stand nowhere in a passage need not be looked for in its sentences. */
function narrowForms(terms: readonly AskedTerm[], text: Matchable): AskedTerm[] {
  const isThere = (form: string) => text.text.includes(form) || (LATIN.test(form) && text.stems.has(form))
  return terms.map((term) => ({ ...term, forms: term.forms.filter((form) => isThere(form.text)) }))
}

/** In a passage of the other language a word that has no known form there can stand in no case: it counts for less. */
function forLanguage(terms: readonly AskedTerm[], isForeign: boolean): readonly AskedTerm[] {
  if (!isForeign) return terms
  const isTranslated = ({ text, forms }: AskedTerm) => forms.length > 0 || /\d/.test(text)
  return terms.map((term) => (isTranslated(term) ? term : { ...term, weight: PARTS.untranslated * term.weight }))
}

const creditsIn = (terms: readonly AskedTerm[], text: Matchable): number[] =>
  terms.map((term) => creditOf(term, text, text.text.length <= PARTS.shortText))

const QUALIFIERS: ReadonlySet<Entity['kind']> = new Set(['year', 'number', 'ordinal'])

/** Whether a year, a number or a phase that the question names is that of a place; a year may be that of its document. */
function isQualified(qualifiers: readonly Entity[], text: EntityText, date: string): boolean {
  return qualifiers.every((entity) => {
    if (holdsEntity(entity, text)) return true
    if (entity.kind !== 'year') return false
    const year = Number(date.slice(0, 4))
    const named = Number(entity.text)
    return year === named || (year === named + 1 && /去年|上年|last year/.test(text.text))
  })
}

/** Looks words up in the sentences of some passages, each once. */
function openCredits(question: ValueQuestion, terms: readonly AskedTerm[]) {
  const passages = new Map<string, { terms: AskedTerm[]; head: Credits }>()
  const sentences = new Map<Candidate, Credits>()
  const inPassage = ({ passage }: Candidate) => {
    const known = passages.get(passage.chunkId)
    if (known) return known
    const head = toMatchable([passage.title, ...passage.headings].join('\n'))
    const text = toMatchable(passage.text)
    const isForeign = isMostlyChinese(passage.text) !== (question.language === 'zh')
    const narrowed = narrowForms(forLanguage(terms, isForeign), {
      text: `${head.text}\n${text.text}`,
      stems: new Set([...head.stems, ...text.stems]),
    })
    const found = { terms: narrowed, head: creditsIn(narrowed, head) }
    passages.set(passage.chunkId, found)
    return found
  }
  const inSentence = (candidate: Candidate): Credits => {
    const known = sentences.get(candidate)
    if (known) return known
    const found = creditsIn(inPassage(candidate).terms, candidate.matchable)
    sentences.set(candidate, found)
    return found
  }
  return { inPassage, inSentence }
}

/** Of a sentence the clauses that hold what is wanted, with what the words earn there or, for less, in the rest of it. */
function ownCredits(terms: readonly AskedTerm[], { quote }: Candidate, whole: Credits, { holds }: Wanted): Credits[] {
  const clauses = quote.length <= PARTS.shortText ? [] : (quote.match(CLAUSE) ?? []).filter(holds)
  if (clauses.length === 0) return [whole]
  return clauses.map((clause) =>
    creditsIn(terms, toMatchable(clause)).map((credit, at) =>
      Math.max(credit, PARTS.restOfSentence * (whole[at] ?? 0)),
    ),
  )
}

/**
 * How well the best value of the asked kind is tied to what it is asked of, from 0 to 1: the question's words, the
 * rarer and the nearer to those of asking the more, in the value's own clause, its sentence, beside it, or over it.
 */
export function supportOfValue(
  question: ValueQuestion,
  wanted: Wanted,
  candidates: readonly Candidate[],
  words: CorpusWords | undefined,
): number {
  const qualifiers = question.entities.filter(({ kind }) => QUALIFIERS.has(kind))
  const isYear = ({ text }: QuestionTerm) => qualifiers.some((one) => one.kind === 'year' && one.text === text)
  const terms = question.terms.filter((term) => !isYear(term))
  const credits = openCredits(question, weighAskedTerms(question.text, terms, wanted, words))
  let best = 0
  for (const [at, candidate] of candidates.entries()) {
    if (!wanted.holds(candidate.quote)) continue
    const { terms: sought, head } = credits.inPassage(candidate)
    const near = ([-1, -2, 1] as const).flatMap((distance) => {
      const other = candidates[at + distance]
      return other?.passage === candidate.passage ? [{ other, share: PARTS.beside[distance] }] : []
    })
    const beside = [
      { credits: head, share: PARTS.heading },
      ...near.map(({ other, share }) => ({ credits: credits.inSentence(other), share })),
    ]
    const own = ownCredits(sought, candidate, credits.inSentence(candidate), wanted)
    const score = Math.max(...own.map((one) => scorePlace(sought, { own: one, beside })))
    if (score <= best) continue
    const { title, path, headings, date } = candidate.passage
    const context = [title, path, ...headings, candidate.quote, ...near.map(({ other }) => other.quote)].join('\n')
    const isOfIt = qualifiers.length === 0 || isQualified(qualifiers, toEntityText(context), date)
    best = Math.max(best, isOfIt ? score : score * PARTS.unqualified)
  }
  return best
}
