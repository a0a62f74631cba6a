import { isFunctionWord } from '../../language/function-words.ts'
import { ENGLISH_VERBS } from './english-words.ts'

const WH =
  "(?:what|which|who|whom|whose|when|where|why|how(?: (?:long|many|much|often|early|late|soon|far|big))?)(?:'s)?"
const BE = '(?:is|are|was|were|will be|has been|had been)'
const DO = '(?:does|do|did|can|could|should|will|would|must|may|has|have|had)'
const AFTER_BE = new RegExp(`^${WH}(?: (?!is|are|was|were|will)[a-z]+)? ?${BE} (?<rest>.+)$`, 'iu')
const AFTER_DO = new RegExp(`^(?:${WH}(?: (?!${DO}\\b)\\S+){0,3}? )?${DO} (?<rest>.+)$`, 'iu')
const YES_BE = new RegExp(`^${BE} (?<rest>.+)$`, 'iu')
const WHO_DOES = new RegExp(`^${WH} (?<verb>[a-z]+)(?: (?:on|in|at|for|of|to|with|by|from|off))? (?<rest>.+)$`, 'iu')
const DETERMINED = /^(?:the|our|a|an|this|that|your|their|its)\b/iu

export const withoutEnglishEnd = (text: string): string =>
  text
    .trim()
    .replace(/[\s?？.!]+$/u, '')
    .replace(/^(?:ok(?:ay)?|thanks|thank you|well|so|great|got it)[,.!]?\s+/iu, '')

/** The subject of a clause after does: its words up to the verb. */
function untilVerb(rest: string): string {
  const words = rest.split(/\s+/u)
  const verb = words.findIndex(
    (word, at) => at > (DETERMINED.test(rest) ? 1 : 0) && ENGLISH_VERBS.has(word.toLowerCase()),
  )
  const subject = verb < 0 ? words : words.slice(0, verb)
  const isNamed = subject.some((word) => !isFunctionWord(word.toLowerCase()))
  return (isNamed || verb < 0 ? subject : words.slice(verb + 1)).join(' ')
}

/** The noun phrase that a question in English is about: "the trial run" of "How long does the trial run last?". */
export function englishTopic(question: string): string {
  const text = withoutEnglishEnd(question)
  const be = (AFTER_BE.exec(text) ?? YES_BE.exec(text))?.groups?.rest
  if (be !== undefined) return be
  const does = AFTER_DO.exec(text)?.groups?.rest
  if (does !== undefined) return untilVerb(does)
  return WHO_DOES.exec(text)?.groups?.rest ?? text
}
