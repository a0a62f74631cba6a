import type { Asked } from './asked.ts'
import { CARRIERS, OWNED } from './chinese-words.ts'
import { compose, contextOf, shortTopic } from './context.ts'
import { cutWords } from './cut-words.ts'
import { englishTopic } from './english-topic.ts'
import { content, hasSubject, leansOn, ownWeight } from './lean.ts'
import { plainAnswer } from './list-items.ts'
import { findPersons } from './persons.ts'
import {
  fillCounted,
  namesBefore,
  ORDINAL,
  OTHER,
  resolveEarlier,
  resolveOrdinal,
  resolveOther,
  resolvePerson,
  resolveThing,
} from './refer.ts'
import { swapThing } from './swap.ts'
import { topicOf, withoutEnd } from './topic.ts'

const NEW_TOPIC =
  /换(?:个|一个)?(?:话题|问题)|另(?:外)?(?:再)?(?:问|请教)|另一个(?:问题|话题)|顺便(?:再)?(?:问|请教)|问(?:个|一个|点)?别的|不说这个|(?:一|个)新问题/u
const OPENING = /^(?:(?:好的?|嗯+|哦|噢|行|ok|谢谢|多谢|明白了?|懂了|知道了|收到|对了)[，,。!！\s]*)+/iu
const THEN = /^(?:那么?|那就)(?![个次笔家份边天里些种位时会张台条项件批组年月周段])[，,\s]*/u
const RETURN = /^(?:就)?(?:说回|回到|再说回|回头说|还是说)\s*(?:刚才的|前面的)?(.{1,16}?)[，,\s]\s*(.+)$/u
const THING_ONLY = /^(?:换成|改成|换做|要是|如果是)?(.{1,24}?)(?:呢|怎么样|又如何|(?<![排进执银])行吗|也一样吗)$/u
const ASKS = /[谁啥吗]|什么|怎么|怎样|如何|为何|多少|多久|几(?!个?月前)|哪|是否|能不能|有没有/u
/** Longer runs of words are looked for as they stand. */
const LONGEST_THING = 8
const COUNTED = /^[第首末\d一二三四五六七八九十]|[轮次期版]$/u
const HAN = /\p{Script=Han}/u

/** A question that is only a thing: 那发票呢, 沅川, 第三次呢. */
function completeThing(thing: string, rest: string, turns: readonly Asked[], last: Asked): string | undefined {
  if (!HAN.test(last.asked)) return compose(englishTopic(last.asked), thing)
  const other = resolveOther(thing, turns)
  if (other && thing.length > (OTHER.exec(thing)?.[0].length ?? 0)) return compose('', other.text + rest)
  if (other) {
    const swapped = last.asked.replace(other.mention, () => other.other)
    return rest === '' ? `${withoutEnd(swapped)}？` : compose('', `${other.other}${rest}`)
  }
  const item = resolveOrdinal(thing, last)
  if (item !== undefined) return compose(topicOf(last.asked), rest === '' ? item : `${item}${rest}`)
  const person = resolvePerson(thing, turns) ?? resolveThing(thing, last)
  const named = person ?? thing
  const words = cutWords(named)
  const isThing = words.every(
    ({ kind, text }) => kind !== 'verb' && (kind !== 'carrier' || text === '的' || COUNTED.test(text)),
  )
  const hasContent = content(named).length > 0 || COUNTED.test(named)
  if (rest !== '') return compose(contextOf(named + rest, last), `${named}，${rest}`)
  if (!isThing || !hasContent) return compose(contextOf(named, last), named)
  return `${withoutEnd(swapThing(withoutEnd(last.asked), named, plainAnswer(last.answer)))}？`
}

function thingOf(text: string): string | undefined {
  const thing = THING_ONLY.exec(text)?.[1]
  const isHow = /(?:怎么样|如何)$/u.test(text) && thing !== undefined && cutWords(thing).at(-1)?.kind === 'owned'
  return isHow ? undefined : (thing ?? (isBare(text) ? text : undefined))
}

/** A few words that neither ask nor tell anything: 舟桥, 二轮. */
function isBare(text: string): boolean {
  return (
    text.length <= LONGEST_THING &&
    !ASKS.test(text) &&
    cutWords(text).every(({ kind, text: word }) => kind !== 'verb' && (!CARRIERS.has(word) || OWNED.has(word)))
  )
}

function completeClause(text: string, turns: readonly Asked[], last: Asked, hadThen: boolean): string | undefined {
  const other = resolveOther(text, turns)
  if (other) return compose('', other.text)
  const item = resolveOrdinal(text, last)
  if (item !== undefined) return compose(topicOf(last.asked), item)
  const earlier = resolveEarlier(text, turns)
  if (earlier !== undefined) return compose('', earlier)
  const person = resolvePerson(text, turns) ?? resolveThing(text, last)
  if (person !== undefined) return compose(ownWeight(person, last.asked) > 8 ? '' : shortTopic(last.asked), person)
  const filled = fillCounted(text, last.asked)
  const swapped = filled !== text && hasSubject(text, last)
  if (swapped) return `${filled}？`
  const hasOrdinal = ORDINAL.test(text) && !namesBefore(text, text.search(ORDINAL))
  if (!hadThen && !hasOrdinal && !leansOn(text, last)) return undefined
  if (hadThen && hasSubject(text, last) && ownWeight(text, '') >= 5) return undefined
  return compose(contextOf(filled, last), filled)
}

/**
 * The full question in Chinese that a follow-up stands for, by rules alone; undefined where it stands for itself.
 * @param turns what was asked before, in full, oldest first; at least one.
 */
export function completeChinese(question: string, turns: readonly Asked[]): string | undefined {
  const last = turns.at(-1)
  if (!last || NEW_TOPIC.test(question)) return undefined
  const opened = withoutEnd(question).replace(OPENING, '')
  const text = opened.replace(THEN, '')
  if (text === '') return undefined
  const [, name = '', rest = ''] = RETURN.exec(text) ?? []
  const back = name === '' ? undefined : turns.findLast(({ asked }) => asked.includes(name))
  if (back) return completeChinese(rest, [back]) ?? compose(contextOf(rest, back), rest)
  if (name !== '') return compose(name, rest)
  const [, lead = '', tail = ''] = /^([^，,]{1,12})呢[，,]\s*(.+)$/u.exec(text) ?? []
  if (lead !== '') return completeThing(lead, tail, turns, last)
  const hadThen = text !== opened
  const thing = thingOf(text)
  if (thing !== undefined && (!ASKS.test(thing) || findPersons(thing).length > 0))
    return completeThing(thing, '', turns, last)
  return completeClause(text, turns, last, hadThen)
}
