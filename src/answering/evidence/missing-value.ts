import type { WantedValue } from '../../language/questions.ts'
import type { Candidate } from '../candidates.ts'
import { holdsEntity, toEntityText } from '../entities.ts'
import { GIVEN, SURNAMES } from '../surnames.ts'
import { EVIDENCE } from '../thresholds.ts'
import { holdsValue, PERSONAL_VALUES } from '../values.ts'
import { type AskedKind, asksOnlyForValues, holdsAskedValue, readAskedValues } from './asked-value.ts'
import type { CorpusWords } from './corpus-words.ts'
import { givesName, readAskedName } from './full-name.ts'
import { supportOfValue, type ValueQuestion } from './value-support.ts'

/** Whose number or address is asked for. */
const OWNER = new RegExp(
  `([${SURNAMES}]${GIVEN}{1,2})(?:老师|经理|主任|总|工)?(?:的|'s|’s)?\\s*(?:手机|电话|邮箱|邮件|微信|工号|分机|联系方式|e-?mail|phone|mobile|password|extension)`,
  'iu',
)

/** Whether a telephone number, an address or a secret stands beside the names that it is asked of. */
function holdsPersonalValue(wants: WantedValue, candidates: readonly Candidate[], question: ValueQuestion): boolean {
  const owner = OWNER.exec(question.text.normalize('NFKC'))?.[1]
  const named = question.entities.filter(({ kind }) => kind === 'name')
  const names = owner === undefined ? named : [{ text: owner, kind: 'name' as const, forms: [owner], start: 0, end: 0 }]
  return candidates.some(({ matchable, passage }, at) => {
    if (!holdsValue(wants, matchable.text)) return false
    const near = candidates.slice(Math.max(0, at - 1), at + 2).filter((other) => other.passage === passage)
    const around = toEntityText([passage.title, ...passage.headings, ...near.map(({ quote }) => quote)].join('\n'))
    return names.every((name) => holdsEntity(name, around))
  })
}

/**
 * Whether the value that a question asks for is missing beside what it is asked of; a question that asks for anything
 * else too has an answer without it. `certain`: whatever a model would make of the passages.
 * @returns undefined when the value is there, or when none is asked for.
 */
export function findMissingValue(
  question: ValueQuestion,
  candidates: readonly Candidate[],
  words: CorpusWords | undefined,
): { asked: AskedKind; certain: boolean } | undefined {
  const name = readAskedName(question.text)
  if (name)
    return candidates.some(({ quote }) => givesName(name, quote)) ? undefined : { asked: 'name', certain: false }
  const asked = readAskedValues(question.text)
  const personal = asked.flatMap(({ kind }) => (kind !== 'place' && PERSONAL_VALUES.has(kind) ? [kind] : []))
  const [first] = asked
  const [firstPersonal] = personal
  if (firstPersonal !== undefined) {
    const isThere = personal.some((kind) => holdsPersonalValue(kind, candidates, question))
    return isThere ? undefined : { asked: firstPersonal, certain: true }
  }
  if (first === undefined || !asksOnlyForValues(question.text)) return undefined
  const isSupported = asked.some((value) => {
    const wanted = { ...value, holds: (text: string) => holdsAskedValue(value, text) }
    return supportOfValue(question, wanted, candidates, words) >= EVIDENCE.valueSupport
  })
  return isSupported ? undefined : { asked: first.kind, certain: false }
}
