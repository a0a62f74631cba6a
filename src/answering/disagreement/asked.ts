import { findAskings } from '../../language/asking.ts'
import { findQuantities } from '../../language/quantities.ts'
import type { QuantityKind } from '../../language/quantity.ts'
import type { WantedValue } from '../../language/questions.ts'

export type ClaimKind = QuantityKind | 'person'

const AMOUNTS: readonly ClaimKind[] = ['count', 'number', 'duration', 'percent', 'money']
const DATES: readonly ClaimKind[] = ['date', 'month', 'time']
const KINDS: Partial<Record<WantedValue, readonly ClaimKind[]>> = {
  money: ['money'],
  ratio: ['percent'],
  duration: ['duration'],
  count: AMOUNTS,
  date: DATES,
  phone: ['phone'],
}
const ASKS_AMOUNT = /多少|(?<![这那前后好哪有])几[\p{Script=Han}]/u
const ASKS_VERSION = /(?:哪个?|什么|几)版本?|版本(?:号|是)|\bwh(?:ich|at) version\b/i
const ASKS_DATES = /\bwhich dates?\b|\bwhat dates?\b|哪几[天号]/i

/** What a question asks for: values of some kinds, or to decide between those that it names; `isOpen`: no value by itself. */
export type Asked = { kinds: readonly ClaimKind[]; named: ReadonlySet<string>; isOpen: boolean }

/** The figure of a quantity's key, whatever it counts. */
export const figureOf = (key: string): string => key.split('|')[0] ?? ''

function valuesNamed(question: string): Set<string> {
  const found = findQuantities(question)
  const groups = found.map(
    ({ kind }) => new Set(found.filter((one) => one.kind === kind).map(({ key }) => figureOf(key))),
  )
  return groups.find(({ size }) => size > 1) ?? new Set()
}

function kindsAsked(question: string, wants: WantedValue | undefined): readonly ClaimKind[] {
  const known = wants === undefined ? undefined : KINDS[wants]
  if (known) return known
  const askings = findAskings(question)
  if (askings.includes('when') || ASKS_DATES.test(question)) return DATES
  if (askings.includes('how_many') || ASKS_AMOUNT.test(question)) return AMOUNTS
  if (ASKS_VERSION.test(question)) return ['version']
  return askings[0] === 'who' ? ['person'] : []
}

/** @param wants the kind of value that the question as a whole was found to ask for. */
export function readAsked(question: string, wants: WantedValue | undefined): Asked {
  const named = valuesNamed(question)
  const kinds = kindsAsked(question, wants)
  if (named.size > 1) return { kinds: [...AMOUNTS, ...DATES], named, isOpen: false }
  return kinds.length > 0 ? { kinds, named, isOpen: false } : { kinds: [...AMOUNTS, ...DATES], named, isOpen: true }
}
