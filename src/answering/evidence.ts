import type { QuestionLanguage, WantedValue } from '../language/questions.ts'
import type { Passage } from '../retrieval/passage.ts'
import type { Candidate } from './candidates.ts'
import { type Entity, type EntityText, holdsEntity, toEntityText } from './entities.ts'
import { coverage, isMostlyChinese, type QuestionTerm, toMatchable, type WeightedTerm, weighByLength } from './terms.ts'
import { EVIDENCE } from './thresholds.ts'
import { holdsValue, PERSONAL_VALUES } from './values.ts'

export type EvidenceQuestion = {
  language: QuestionLanguage
  wants: WantedValue | undefined
  terms: readonly QuestionTerm[]
  entities: readonly Entity[]
  /** Whether a value is all that is asked for. */
  asksOnlyValue: boolean
  text: string
}

/**
 * Whether the passages can answer. `certain` refusals hold whatever a model would say; the others are a guess from
 * words, which a model that reads the passages may overrule.
 */
export type Evidence =
  | { answers: true; missing: string[] }
  | {
      answers: false
      reason: 'no_passages' | 'unknown_entity' | 'no_value' | 'low_coverage'
      certain: boolean
      missing: string[]
    }

const JOINED = /^.{0,8}(和|与|跟|同|及|、|还是|或|比|对|\/|,|\bvs\b|\band\b|\bor\b|\bthan\b).{0,8}$/

/** Everything of a passage that may name something. */
function describe({ text, title, path, headings, speaker, date }: Passage): string {
  return [text, title, path, ...headings, speaker ?? '', date].join('\n')
}

/** Whether a missing name is one side of a comparison whose other side is known: then half an answer is one. */
function isHalfKnown(missing: Entity, known: readonly Entity[], question: string): boolean {
  const text = question.normalize('NFKC')
  return known.some((other) => {
    if (other.kind !== missing.kind) return false
    const [first, second] = other.start < missing.start ? [other, missing] : [missing, other]
    return JOINED.test(text.slice(first.end, second.start))
  })
}

/** The sentence with those beside it, its title and headings: what a value in it is about. */
function surroundings(at: number, candidates: readonly Candidate[]): string {
  const candidate = candidates[at]
  if (!candidate) return ''
  const near = candidates.slice(Math.max(0, at - 1), at + 2).filter(({ passage }) => passage === candidate.passage)
  return [candidate.passage.title, ...candidate.passage.headings, ...near.map(({ quote }) => quote)].join('\n')
}

function bestValueCoverage(
  wants: WantedValue,
  candidates: readonly Candidate[],
  terms: readonly WeightedTerm[],
  names: readonly Entity[],
): number {
  let best = 0
  for (const [at, candidate] of candidates.entries()) {
    if (!holdsValue(wants, candidate.matchable.text)) continue
    const around = toEntityText(surroundings(at, candidates))
    if (PERSONAL_VALUES.has(wants) && !names.every((name) => holdsEntity(name, around))) continue
    best = Math.max(best, coverage(terms, around, true))
  }
  return best
}

/**
 * Decides on evidence, not on the retrieval score, whether the passages can answer the question: what it names has to
 * stand somewhere, what it asks for (an amount, a date, a telephone number) has to stand beside what it is about, and its
 * content words have to be covered at all. Where question and passages are in different languages, only words with
 * known forms in the other one are held against them.
 */
export function weighEvidence(
  question: EvidenceQuestion,
  passages: readonly Passage[],
  candidates: readonly Candidate[],
): Evidence {
  if (passages.length === 0) return { answers: false, reason: 'no_passages', certain: true, missing: [] }
  const texts: EntityText[] = passages.map((passage) => toEntityText(describe(passage)))
  const known = question.entities.filter((entity) => texts.some((text) => holdsEntity(entity, text)))
  const unknown = question.entities.filter((entity) => !known.includes(entity))
  const missing = unknown.map(({ text }) => text)
  if (unknown.some((entity) => !isHalfKnown(entity, known, question.text))) {
    return { answers: false, reason: 'unknown_entity', certain: true, missing }
  }
  const isForeign = passages
    .slice(0, EVIDENCE.foreignRank)
    .some(({ text }) => isMostlyChinese(text) !== (question.language === 'zh'))
  const usable = isForeign
    ? question.terms.filter(({ forms, text }) => forms.length > 0 || /\d/.test(text))
    : question.terms
  const terms = weighByLength(usable)
  const { wants } = question
  if (wants !== undefined) {
    const names = question.entities.filter(({ kind }) => kind === 'name')
    const hasValue = candidates.some(({ matchable }) => holdsValue(wants, matchable.text))
    const isComparable = terms.length > (isForeign ? 1 : 0)
    const isWeak =
      question.asksOnlyValue &&
      isComparable &&
      bestValueCoverage(wants, candidates, terms, names) < EVIDENCE.valueCoverage
    if (isWeak || (!hasValue && (question.asksOnlyValue || PERSONAL_VALUES.has(wants)))) {
      return { answers: false, reason: 'no_value', certain: PERSONAL_VALUES.has(wants) && !hasValue, missing }
    }
  }
  if (terms.length > 0) {
    const best = Math.max(
      ...texts.map((text) => coverage(terms, text)),
      ...candidates.map(({ matchable }) => coverage(terms, matchable, true)),
    )
    const together = toMatchable(passages.slice(0, EVIDENCE.passages).map(describe).join('\n'))
    const score = (best + coverage(terms, together)) / 2
    const floor = isForeign ? EVIDENCE.foreignCoverage : EVIDENCE.coverage
    if (score < floor && !(isForeign && terms.length < 2)) {
      return { answers: false, reason: 'low_coverage', certain: false, missing }
    }
  }
  return { answers: true, missing }
}
