import { normaliseForMatch } from '../../language/normalise.ts'
import type { Candidate } from '../candidates.ts'
import { personsAskedAbout, saysSomething } from './statements.ts'

/** What a question asks for beyond a value: an address on the web, what letters stand for, all of a list, what someone said. */
export type AskedForm = 'url' | 'full_form' | 'whole_list' | 'statement'

const ASKS_FOR_URL =
  /网址|链接|(?:登[录陆]|访问|下载)地址|\burls?\b|\blinks? (?:to|for|of)\b|\bweb ?(?:site|page|address)\b/
const URL = /https?:\/\/|\bwww\.|\b[a-z0-9-]+\.(?:com|cn|net|org|io|gov|edu)\b/

const ASKS_FOR_FULL_FORM =
  /全称|(?:是|代表)(?:什么|啥)(?:的)?(?:缩写|简称)|缩写(?:是|代表)|\bstands? for\b|\bfull form of\b/
const LETTERS = /(?<![a-z0-9])(?=[a-z0-9]*[a-z])[a-z0-9]{2,8}(?![a-z0-9])/g

/** Whether a text spells the letters out: beside them in brackets, or as what they are called. */
function spellsOut(letters: string, text: string): boolean {
  const long = '(?:[a-z]{2,}(?:[ -][a-z]{2,})+|\\p{Script=Han}{3,})'
  return new RegExp(
    `(?<![a-z0-9])${letters}(?![a-z0-9])\\s*(?:[(（:：=—]|(?:是|即|指|全称[是为]?|\\bmeans\\b|\\bstands for\\b)\\s*["“]?${long})|${long}\\s*[(（]\\s*(?:简称)?["“]?${letters}["”]?\\s*[)）]|(?<![a-z0-9])${letters}\\s{0,2}\\p{Script=Han}{4,}|\\p{Script=Han}{4,}\\s{0,2}${letters}(?![a-z0-9])`,
    'u',
  ).test(text)
}

/** How many things a question wants one by one, where it says how many there are. */
const ALL_OF =
  /(?<!\d)(\d{1,3})\s*(?:个|条|项|份|类|种|款|家|位)[^。？?]{0,16}?(?:逐[条个项一]|全(?:部)?列|都列|列(?:一下|全|出)|一一|分别(?:是|叫|有)|清单|名单|全文)/
const ENGLISH_ALL_OF = /\b(?:list|name|enumerate)\b[^.?]{0,20}\ball (?:the )?(\d{1,3})\b/
const ITEM = /^\s*(?:[-*•·]|\(?[（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[.、．:：)）]|\|)/gm
/** So few anyone may name in a sentence. */
const FEW = 8

/** As much of a list as stands in one document among the passages. */
function longestList(candidates: readonly Candidate[]): number {
  const items = new Map<string, number>()
  for (const { passage } of new Map(candidates.map((one) => [one.passage.chunkId, one])).values()) {
    const count = Math.max(passage.text.match(ITEM)?.length ?? 0, passage.text.split(/[、；;\n]/).length - 1)
    items.set(passage.documentId, (items.get(passage.documentId) ?? 0) + count)
  }
  return Math.max(0, ...items.values())
}

/**
 * Whether what a question asks for can only be answered by something that stands nowhere: an address, the words behind
 * letters, a list as long as it says, something that a person said.
 */
export function findMissingForm(question: string, candidates: readonly Candidate[]): AskedForm | undefined {
  const text = normaliseForMatch(question)
  const holds = (pattern: RegExp) => candidates.some(({ matchable }) => pattern.test(matchable.text))
  if (ASKS_FOR_URL.test(text) && !holds(URL)) return 'url'
  if (ASKS_FOR_FULL_FORM.test(text)) {
    const letters = text.match(LETTERS) ?? []
    const isSpelt = letters.some((one) =>
      candidates.some(({ passage }) => spellsOut(one, normaliseForMatch(passage.text))),
    )
    if (letters.length > 0 && !isSpelt) return 'full_form'
  }
  const all = Number((ALL_OF.exec(text) ?? ENGLISH_ALL_OF.exec(text))?.[1] ?? 0)
  if (all >= FEW && longestList(candidates) < all / 2) return 'whole_list'
  const persons = personsAskedAbout(question)
  if (persons.length > 0 && !persons.some((person) => saysSomething(person, candidates))) return 'statement'
  return undefined
}
