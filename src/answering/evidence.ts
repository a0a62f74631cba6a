import { findAskings } from '../language/asking.ts'
import type { QuestionLanguage, WantedValue } from '../language/questions.ts'
import type { Passage } from '../retrieval/passage.ts'
import type { Candidate } from './candidates.ts'
import { type Entity, type EntityText, holdsEntity, toEntityText } from './entities.ts'
import type { AskedKind } from './evidence/asked-value.ts'
import type { CorpusWords } from './evidence/corpus-words.ts'
import { type AskedForm, findMissingForm } from './evidence/missing-form.ts'
import { findMissingValue } from './evidence/missing-value.ts'
import { isUnheardOf } from './evidence/unheard-of.ts'
import { findUnknownNames } from './evidence/unknown-names.ts'
import { coverage, type FindRelated, isMostlyChinese, type QuestionTerm, toMatchable, weighByLength } from './terms.ts'
import { EVIDENCE } from './thresholds.ts'

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
      /** With `no_value`: what is asked for and does not stand beside what it is asked of. */
      asked?: AskedKind | AskedForm
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

/** What is known beyond the passages found. */
export type Knowledge = {
  /** How common the question's words are in the corpus; absent: only what was found is known of it. */
  words?: CorpusWords | undefined
  findRelated?: FindRelated | undefined
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
  { words, findRelated }: Knowledge = {},
): Evidence {
  if (passages.length === 0) return { answers: false, reason: 'no_passages', certain: true, missing: [] }
  const texts: EntityText[] = passages.map((passage) => toEntityText(describe(passage)))
  const known = question.entities.filter((entity) => texts.some((text) => holdsEntity(entity, text)))
  const unknown = question.entities.filter(
    (entity) => !known.includes(entity) && words?.isUnknown(entity.text) !== false,
  )
  const isUnknown = words?.isUnknown ?? ((name: string) => texts.every(({ text }) => !text.includes(name)))
  const strange = findUnknownNames(question.text, question.language, isUnknown, findRelated)
  const missing = [...new Set([...unknown.map(({ text }) => text), ...strange])]
  if (unknown.some((entity) => !isHalfKnown(entity, known, question.text))) {
    return { answers: false, reason: 'unknown_entity', certain: true, missing }
  }
  const isCompared = findAskings(question.text).includes('compare')
  if (strange.length > 0 && !isCompared) return { answers: false, reason: 'unknown_entity', certain: false, missing }
  if (words && isUnheardOf(question.terms, words)) {
    return { answers: false, reason: 'low_coverage', certain: false, missing }
  }
  const isForeign = passages
    .slice(0, EVIDENCE.foreignRank)
    .some(({ text }) => isMostlyChinese(text) !== (question.language === 'zh'))
  const usable = isForeign
    ? question.terms.filter(({ forms, text }) => forms.length > 0 || /\d/.test(text))
    : question.terms
  const terms = weighByLength(usable)
  const gap = findMissingValue(question, candidates, words)
  if (gap) return { answers: false, reason: 'no_value', ...gap, missing }
  const form = findMissingForm(question.text, candidates)
  if (form) return { answers: false, reason: 'no_value', certain: false, missing, asked: form }
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
