import type { Asked } from './asked.ts'
import { topicIn } from './either-topic.ts'
import { englishWords, isEnglishName, ORDINALS } from './english-words.ts'
import { clipItem, listItems, plainAnswer } from './list-items.ts'

const PERSON = /\b(?:he|she|him|her|they|them)\b/iu
const PERSONAL = /\b(?:his|her|their)\b(?= \w)/iu
const THING_WORD =
  /\b(?:it|this one|that one|this|that|these|those|they|them)\b(?! (?:is|was) (?:true|possible|necessary|ok|okay))(?! \w+(?:'s)? (?:project|case)\b)/iu
const ITS = /\b(?:its|their)\b(?= \w)/iu
const ORDINAL =
  /\bthe (?<which>first|second|third|fourth|fifth|sixth|last|former|latter)(?: (?:one|item|point|step|option))\b|\bthe (?<which2>former|latter)\b/iu
const OWN_ANTECEDENT = /\b(?:an?|the|our|any|each|every|some|my) [a-z]+\b/iu
const FULL_NAME = /\b\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+\b/gu
const ROLE = /\bthe (?:customer|client|vendor|supplier|owner|project manager|contractor|partner)\b/iu

/** Whether a pronoun at an offset has its antecedent in the question itself. */
function namesBefore(text: string, at: number): boolean {
  const before = text.slice(0, at)
  return OWN_ANTECEDENT.test(before) || englishWords(before).some((word, place) => isEnglishName(word, place))
}

function personIn({ asked, answer }: Asked): string | undefined {
  const plain = plainAnswer(answer)
  const named = /^wh(?:o|ich)\b/iu.test(asked) ? `${plain} ${asked}` : `${asked} ${plain}`
  const names = [...named.matchAll(FULL_NAME)]
    .map(([name]) => name)
    .filter((name) => !/^(?:The|What|When|Who|How|Why)\b/u.test(name))
  return names[0] ?? ROLE.exec(`${asked} ${plain}`)?.[0]
}

function replaceAt(text: string, found: RegExpExecArray, by: string): string {
  return text.slice(0, found.index) + by + text.slice(found.index + found[0].length)
}

/** The question with what its pronoun stands for; undefined when it has none, or has the antecedent too. */
export function resolvePronoun(text: string, turns: readonly Asked[], last: Asked): string | undefined {
  const ordinal = ORDINAL.exec(text)
  const which = (ordinal?.groups?.which ?? ordinal?.groups?.which2)?.toLowerCase()
  if (ordinal && which !== undefined) {
    const items = listItems(last.answer)
    const at =
      which === 'former' ? 0 : which === 'last' || which === 'latter' ? items.length - 1 : ORDINALS.indexOf(which)
    const item = items[at]
    if (item !== undefined) return replaceAt(text, ordinal, clipItem(item))
  }
  const person = [...turns]
    .reverse()
    .map(personIn)
    .find((name) => name !== undefined)
  const he = PERSON.exec(text)
  if (
    he &&
    person !== undefined &&
    !namesBefore(text, he.index) &&
    (!/^they|them$/iu.test(he[0]) || !/\d/.test(person))
  )
    return replaceAt(text, he, person)
  const his = PERSONAL.exec(text)
  if (his && person !== undefined && !namesBefore(text, his.index)) return replaceAt(text, his, `${person}'s`)
  const topic = topicIn(last.asked)
  const its = ITS.exec(text)
  if (its && !namesBefore(text, its.index)) return replaceAt(text, its, `${topic}'s`)
  const it = THING_WORD.exec(text)
  if (it && !namesBefore(text, it.index) && !isRelative(text, it)) return replaceAt(text, it, topic)
  return undefined
}

/** "The document that…", "that project": no pronouns. */
function isRelative(text: string, found: RegExpExecArray): boolean {
  if (!/^(?:that|this|these|those)$/iu.test(found[0])) return false
  const after = text.slice(found.index + found[0].length).trim()
  return after !== '' && !/^(?:is|are|was|were|mean|cost|take|work|happen|change|one)/iu.test(after)
}
