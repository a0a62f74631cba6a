import type { Passage } from '../retrieval/passage.ts'
import type { Sentence } from './answer.ts'
import { findEntities, holdsEntity, toEntityText } from './entities.ts'
import { type DateFact, isSameDate, isSameNumber, type NumberFact, readFacts } from './facts.ts'
import {
  containment,
  contentUnits,
  creditOf,
  type FindRelated,
  isMostlyChinese,
  questionTerms,
  toMatchable,
} from './terms.ts'
import { SUPPORT } from './thresholds.ts'

export type Verdict = Pick<Sentence, 'support' | 'notes'>

/** The count of what a sentence itself goes on to list ("three reasons"), which no source has to state. */
const isOwnCount = (fact: NumberFact): boolean =>
  fact.value <= 10 && /(方面|点|类|reasons?|points?|items?)$/.test(fact.text) && Number.isInteger(fact.value)

const NEGATION =
  /不(?!但|仅|断|同|过|管|论)|未|没有|没(?!有)|无(?!论|线|人)|禁止|严禁|\b(not|no|never|without|cannot|none)\b|n't\b/

function absentDates(claim: readonly DateFact[], source: readonly DateFact[], context: string): DateFact[] {
  return claim.filter(
    (one) =>
      !source.some((other) => isSameDate(one, other)) &&
      !(one.month === undefined && one.day === undefined && context.includes(String(one.year))),
  )
}

function overlapOf(
  text: string,
  source: string,
  findRelated?: FindRelated,
): { share: number; floor: number } | undefined {
  if (isMostlyChinese(text) === isMostlyChinese(source)) {
    return { share: containment(contentUnits(text), contentUnits(source)), floor: SUPPORT.overlap }
  }
  const terms = questionTerms(text, findRelated).filter(({ forms }) => forms.length > 0)
  if (terms.length < 2) return undefined
  const matchable = toMatchable(source)
  const found = terms.filter((term) => creditOf(term, matchable, false) > 0)
  return { share: found.length / terms.length, floor: SUPPORT.foreignOverlap }
}

/** The clause of the source that says most of what a sentence says; for comparing what it denies. */
function nearestClause(text: string, source: string): string {
  const units = contentUnits(text)
  const clauses = source.split(/[。！？；，\n!?;]|,\s|\.\s/).filter((clause) => clause.trim() !== '')
  const shares = clauses.map((clause) => containment(contentUnits(clause), units) * Math.min(clause.length, 12))
  return clauses[shares.indexOf(Math.max(...shares))] ?? ''
}

/**
 * Checks a generated sentence against the passages it cites. Unsupported: it cites none, or holds a number, date, Latin
 * word or name that none of them has. Partial: little of its wording stands there, or one denies what the other does
 * not. A sentence in another language than its passages is checked by its numbers, names and known forms only.
 */
export function checkSupport(
  text: string,
  cited: readonly Passage[],
  quotes: readonly string[],
  findRelated?: FindRelated,
): Verdict {
  if (cited.length === 0) return { support: 'unsupported', notes: ['cites no passage'] }
  const body = cited.map((passage) => passage.text).join('\n')
  const context = cited
    .map(({ title, headings, speaker, date }) => [title, ...headings, speaker ?? '', date].join('\n'))
    .join('\n')
  const source = `${body}\n${context}`
  const said = readFacts(text)
  const stands = readFacts(source)
  const numbers = said.numbers.filter((one) => !stands.numbers.some((other) => isSameNumber(one, other)))
  const dates = absentDates(said.dates, stands.dates, source)
  const entityText = toEntityText(source)
  const names = findEntities(text, isMostlyChinese(text) ? 'zh' : 'en', findRelated).filter(
    (entity) => ['latin', 'name', 'place'].includes(entity.kind) && !holdsEntity(entity, entityText),
  )
  const invented = [
    ...numbers.filter((one) => !isOwnCount(one)).map((one) => one.text),
    ...dates.map((one) => one.text),
    ...names.map((one) => one.text),
  ]
  if (invented.length > 0)
    return { support: 'unsupported', notes: invented.map((one) => `not in the cited passages: ${one}`) }
  const notes: string[] = []
  if (numbers.some(isOwnCount)) notes.push('a count of its own')
  const overlap = overlapOf(text, source, findRelated)
  if (overlap === undefined) {
    if (said.numbers.length + said.dates.length === 0) notes.push('in another language than its source')
  } else if (overlap.share < overlap.floor) notes.push('little of it stands in the cited passages')
  const clause = nearestClause(text, quotes.join('\n'))
  const isSameLanguage = isMostlyChinese(text) === isMostlyChinese(body)
  if (isSameLanguage && NEGATION.test(text) !== NEGATION.test(clause)) {
    const denies = NEGATION.test(text) ? !NEGATION.test(quotes.join('\n')) : true
    if (denies) notes.push('one of sentence and source denies, the other does not')
  }
  return notes.length === 0 ? { support: 'supported' } : { support: 'partial', notes }
}
