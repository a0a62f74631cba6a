import type { Asked } from './asked.ts'
import { content } from './lean.ts'
import { clipItem, listItems, NO_ANSWER, plainAnswer, readOrdinal } from './list-items.ts'
import { findPersons, findRole } from './persons.ts'
import { findLike } from './swap.ts'
import { findParts, subjectOf, topicOf } from './topic.ts'

const PERSON = /他俩|她俩|他们俩?|她们俩?|他|她|(?:这|那)(?:位|个人)/u
const EARLIER_PERSON = /(?:前面|前|上)(?:一|那)?位/u
const THING =
  /它们|它(?!们)|(?:这|那)(?:个|家|款|台|条|种|项)(?=$|[的是有能会要为怎什谁多几哪，,\s])|^(?:这|那)(?=是|能|有|会|要|算)/u
export const ORDINAL =
  /(?:第([一二三四五六七八九十\d]+)|(最后(?:一)?|末(?:一)?|头一|倒数第一)|(前一|后一))([个条项步点种类堆件家位段组份款])/u
export const OTHER =
  /另(?:外)?(?:的)?(?:一|那)?(?:个|家|位|种|款|条|份|方)|(?:剩下|其余)(?:的)?(?:那)?(?:一)?(?:个|家|位|种)/u
const PAIR = /([^，。；;、：:和与的\s[\]]{2,12})(?:和|与|跟|、)([^，。；;、和与的是都哪谁怎\s[\]]{2,12})/gu
const FORMER = /(前者|后者)/u
const DANGLING = /((?:哪|几|多少|每)([个家张台份条项位种款笔座]))(?=$|[的了最花吗能还会要，,？?])/u

/** The antecedent of a pronoun is not looked for outside where the question names one before it. */
export function namesBefore(text: string, at: number): boolean {
  const before = text.slice(0, at)
  return (
    findPersons(before).length > 0 ||
    findRole(before) !== undefined ||
    content(before).some(({ kind }) => kind === 'own')
  )
}

/** 前面那位: the one named before the last one. */
export function resolveEarlier(text: string, turns: readonly Asked[]): string | undefined {
  const found = EARLIER_PERSON.exec(text)
  const persons = turns.flatMap(({ asked, answer }) => findPersons(`${asked}。${plainAnswer(answer)}`))
  const person = [...new Set(persons)].at(-2)
  return found && person !== undefined ? text.replace(found[0], () => person) : undefined
}

export function resolvePerson(text: string, turns: readonly Asked[]): string | undefined {
  const found = PERSON.exec(text)
  if (!found || namesBefore(text, found.index)) return undefined
  const isSeveral = /俩|们/u.test(found[0])
  for (const { asked, answer } of [...turns].reverse()) {
    const [inQuestion, inAnswer] = [findPersons(asked), findPersons(plainAnswer(answer))]
    const persons = /谁|哪位/u.test(asked) || inQuestion.length === 0 ? inAnswer : inQuestion
    if (isSeveral && persons.length > 1) return text.replace(found[0], () => persons.slice(0, 4).join('和'))
    const person = persons[0] ?? findRole(asked) ?? findRole(answer)
    if (person !== undefined) return text.replace(found[0], () => person)
  }
  return undefined
}

/** What an answer to "which one" names: its first words. */
function headOf(answer: string): string | undefined {
  const head =
    plainAnswer(answer)
      .split(/[，,。；;：:（(\n]/u)[0]
      ?.trim() ?? ''
  return head.length >= 2 && head.length <= 14 && !NO_ANSWER.test(head) ? head : undefined
}

export function resolveThing(text: string, last: Asked): string | undefined {
  const found = THING.exec(text)
  if (!found || namesBefore(text, found.index)) return undefined
  const chosen = /谁|哪(?:个|家|款|台|种|套|项|位)/u.test(last.asked) ? headOf(last.answer) : undefined
  const thing = chosen ?? (subjectOf(last.asked) || topicOf(last.asked))
  return thing === '' ? undefined : text.replace(found[0], () => thing)
}

/** 第三堆 with the third of the things that the last answer lists. */
export function resolveOrdinal(text: string, last: Asked): string | undefined {
  const found = ORDINAL.exec(text)
  if (!found || namesBefore(text, found.index) || findLike(last.asked, found[0]) !== undefined) return undefined
  const items = listItems(last.answer)
  const [whole, number = '', , edge] = found
  const at = number !== '' ? readOrdinal(number) : edge === '前一' ? 1 : items.length
  const item = at === undefined ? undefined : items[at - 1]
  return item === undefined
    ? undefined
    : text.replace(whole, () => (whole.startsWith('第') ? `${whole}（${clipItem(item)}）` : clipItem(item)))
}

/** The other one of two that were named together. */
export function resolveOther(
  text: string,
  turns: readonly Asked[],
): { text: string; mention: string; other: string } | undefined {
  const former = FORMER.exec(text)
  const found = former ?? OTHER.exec(text)
  const last = turns.at(-1)
  if (!found || !last) return undefined
  for (const turn of [...turns].reverse()) {
    for (const [, one = '', two = ''] of `${turn.asked}。${plainAnswer(turn.answer)}`.matchAll(PAIR)) {
      if (former)
        return { text: text.replace(former[0], () => (former[0] === '前者' ? one : two)), mention: '', other: '' }
      const isBoth = mentionOf(one, last.asked) !== undefined && mentionOf(two, last.asked) !== undefined
      const spoken = isBoth ? plainAnswer(last.answer) : last.asked
      const [a, b] = [mentionOf(one, spoken), mentionOf(two, spoken)]
      if ((a === undefined) === (b === undefined)) continue
      const other = a === undefined ? one : two
      return { text: text.replace(found[0], () => other), mention: a ?? b ?? '', other }
    }
  }
  return undefined
}

/** The longest beginning of a name that stands in a text: 拓石 for 拓石智能. */
function mentionOf(name: string, text: string): string | undefined {
  for (let length = name.length; length >= 2; length--)
    if (text.includes(name.slice(0, length))) return name.slice(0, length)
  return undefined
}

/** 哪家 with what was counted so before: 几家卫生院 gives 哪家卫生院. */
export function fillCounted(text: string, asked: string): string {
  const [, , counter = ''] = DANGLING.exec(text) ?? []
  if (counter === '' || text.indexOf(counter) !== text.lastIndexOf(counter)) return text
  const noun = findParts(asked).find(({ start }) => asked.slice(0, start).endsWith(counter))?.text
  return noun === undefined || text.includes(noun) ? text : text.replace(DANGLING, (counted) => counted + noun)
}
