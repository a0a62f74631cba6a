import { normaliseForMatch } from '../../language/normalise.ts'
import type { Candidate } from '../candidates.ts'
import { GIVEN, SURNAMES } from '../surnames.ts'

const NAME = `[${SURNAMES}]${GIVEN}{1,2}`
const SAID =
  '说|提(?:了|出|过|到|的|什么|哪)|讲|建议|认为|指出|谈|看|发言|主张|反对|强调|表示|补充|总结|的(?:观点|建议|意见|看法|发言|想法|主张)'
/** X 在会上说了什么, X 对 Y 怎么看, X 提的建议. */
const ASKED_OF = new RegExp(
  `(${NAME})(?:老师|同学|总|工|经理|主任)?(?:在[^，。？?,]{1,18}?(?:里|中|上|时|会))?(?:[对就针][^，。？?,]{1,18}?)?(?:是|都|还|曾|又|也)?(?:怎么|如何|咋)?(?:${SAID})`,
  'gu',
)
const ENGLISH_ASKED_OF =
  /\bwhat (?:did|does|do|has|was) ([A-Z][\w'-]+(?: [A-Z][\w'-]+)?|\p{Script=Han}{2,4})\b[^?]{0,40}\b(?:say|said|suggest|propose|recommend|think|argue|mention|point out)/gu
const TELLS = '说|提|讲|建议|认为|指出|谈|表示|强调|补充|反对|主张|发言|总结|分享|[:：]'

/** The people whose words a question asks for. */
export function personsAskedAbout(question: string): string[] {
  const text = question.normalize('NFKC')
  return [...text.matchAll(ASKED_OF), ...text.matchAll(ENGLISH_ASKED_OF)].flatMap(([, name]) => name ?? [])
}

/** Names may be written with another character of the same sound: two of three have to agree. */
function isAlike(name: string, other: string): boolean {
  if (other.includes(name)) return true
  const shared = [...name].filter((character) => other.includes(character)).length
  return name.length > 2 && other.length === name.length && shared >= name.length - 1
}

/** Whether any of the passages is spoken by the person or tells what they said. */
export function saysSomething(person: string, candidates: readonly Candidate[]): boolean {
  const name = normaliseForMatch(person)
  const told = new RegExp(`${name}[^，。；;\\n]{0,12}(?:${TELLS})`)
  return candidates.some(
    ({ speaker, matchable, passage }) =>
      (speaker !== undefined && isAlike(name, normaliseForMatch(speaker))) ||
      told.test(matchable.text) ||
      passage.headings.some((heading) => normaliseForMatch(heading).includes(name)),
  )
}
