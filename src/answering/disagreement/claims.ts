import { isFunctionWord } from '../../language/function-words.ts'
import { normaliseForMatch } from '../../language/normalise.ts'
import { findQuantities } from '../../language/quantities.ts'
import type { Quantity } from '../../language/quantity.ts'
import type { Candidate } from '../candidates.ts'
import { GIVEN, SURNAMES } from '../surnames.ts'
import { contentUnits } from '../terms.ts'
import { type Asked, type ClaimKind, figureOf } from './asked.ts'
import type { Setting } from './qualifiers.ts'

/** A value that a sentence gives, with the words around it. `text` stands in the quote; several ends of a range are one. */
export type Claim = Setting & {
  candidate: Candidate
  kind: ClaimKind
  keys: readonly string[]
  text: string
  words: ReadonlySet<string>
  /** Stands there to be turned down: 2 个工作日太短. */
  isRejected: boolean
}

const CALENDAR: ReadonlySet<ClaimKind> = new Set(['date', 'month', 'quarter', 'year', 'time'])
const BREAK = /[，。；、！？：,;!?:|\n]|\.\s/g
/** 不是 15 分钟, 第 15 天, and the first of 由 186 个加到 214 个: no value of the thing. */
const DENIED = /(?:不是|并非|不再是|第|\bnot)\s*$/i
const BEFORE_CHANGE = /(?:由|从|\bfrom)\s*$/i
const CHANGE = /^\s*(?:[加增升提降减缩改调变涨压][\p{Script=Han}]?(?:到|至|成|为)|(?:up|down) to)/u
const REJECTED = /^\s*(?:太|不够|不行|偏|过[短长少多高低]|来不及|不合适|is too\b)/u
const HAN_PERSON = new RegExp(
  `(?<![\\p{Script=Han}])[${SURNAMES}]${GIVEN}{1,2}(?=[，。、；：）)（(\\s]|$)|[${SURNAMES}]${GIVEN}{2}(?=负责|牵头|管|维护|签|批|审|担任|来|和|是|，|。|、|；|$)|(?<=由|找|是|归|给)[${SURNAMES}]${GIVEN}{1,2}(?=负责|牵头|管|维护|签|批|审|担任|来|接|，|。|、|；|$)`,
  'gu',
)
const LATIN_PERSON = /\b[A-Z][a-z]+ [A-Z][a-z]+\b/g

function clauseAround(quote: string, start: number, end: number): string {
  const breaks = [...quote.matchAll(BREAK)].map(({ index }) => index)
  const from = (breaks.findLast((at) => at < start) ?? -1) + 1
  const to = breaks.find((at) => at >= end) ?? quote.length
  return quote.slice(from, to)
}

/** The ends of a range share their place: they are one value. */
function joinRanges(quantities: readonly Quantity[]): Quantity[][] {
  const joined: Quantity[][] = []
  for (const one of quantities) {
    const last = joined.at(-1)
    if (last?.[0]?.start === one.start) last.push(one)
    else joined.push([one])
  }
  return joined
}

const wordsOf = (text: string): Set<string> => new Set([...contentUnits(text)].filter((unit) => !isFunctionWord(unit)))
const withoutFigures = (text: string): string => text.replace(/[\d,.%％]+/g, ' ')

const justBefore = (quote: string, at: number): string => quote.slice(Math.max(0, at - 8), at)

const isChangedFrom = (quote: string, start: number, end: number): boolean =>
  BEFORE_CHANGE.test(justBefore(quote, start)) && CHANGE.test(quote.slice(end))

/** A person in a sentence that names just one. */
function readPerson(candidate: Candidate): Claim[] {
  const { quote } = candidate
  const found = [...quote.matchAll(HAN_PERSON), ...quote.matchAll(LATIN_PERSON)]
  const [first] = found
  if (!first || new Set(found.map(([name]) => name)).size > 1 || first[0] === candidate.speaker) return []
  const words = wordsOf(quote.replaceAll(first[0], ' '))
  const sentence = normaliseForMatch(quote)
  return [
    {
      candidate,
      kind: 'person',
      keys: [first[0]],
      text: first[0],
      words,
      clause: sentence,
      sentence,
      isRejected: false,
    },
  ]
}

/** The values asked for that a sentence gives. */
export function readClaims(candidate: Candidate, { kinds, named }: Asked): Claim[] {
  if (kinds.includes('person')) return readPerson(candidate)
  const { quote } = candidate
  const sentence = normaliseForMatch(quote)
  return joinRanges(findQuantities(quote)).flatMap((range): Claim[] => {
    const [first] = range
    if (!first || !kinds.includes(first.kind) || DENIED.test(justBefore(quote, first.start))) return []
    if (isChangedFrom(quote, first.start, first.end)) return []
    if (named.size > 0 && range.every(({ key }) => !named.has(figureOf(key)))) return []
    const clause = clauseAround(quote, first.start, first.end)
    const text = quote.slice(first.start, first.end).trim()
    const words = wordsOf(withoutFigures(clause.replace(text, ' ')))
    const keys = range.map(({ key }) => key)
    return [
      {
        candidate,
        kind: first.kind,
        keys,
        text,
        words,
        clause: normaliseForMatch(clause),
        sentence,
        isRejected: REJECTED.test(quote.slice(first.end)),
      },
    ]
  })
}

type Day = (string | undefined)[]
function readDay(key: string): Day | undefined {
  const found = /^(\d{4}|-)-(\d{2})(?:-(\d{2}))?$/.exec(key)
  return found ? [found[1] === '-' ? undefined : found[1], found[2], found[3]] : undefined
}

function isSameKey(a: string, b: string): boolean {
  if (a === b) return true
  const [first, second] = [readDay(a), readDay(b)]
  if (!first || !second) return false
  return first.every((part, at) => part === undefined || second[at] === undefined || part === second[at])
}

/** Whether two values say the same as far as both say anything: a day without its year, one end of a range. */
export const isSameValue = (a: Claim, b: Claim): boolean =>
  a.keys.some((one) => b.keys.some((two) => isSameKey(one, two)))

const unitOf = (key: string): string => key.split('|')[1] ?? ''

/** Whether two values can be held against each other: of one kind, and in one unit. */
export function areComparable(a: Claim, b: Claim): boolean {
  if (a.kind !== b.kind) return false
  return CALENDAR.has(a.kind) || unitOf(a.keys[0] ?? '') === unitOf(b.keys[0] ?? '')
}
