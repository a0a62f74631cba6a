import type { Asked } from './asked.ts'
import { PROPERTIES } from './chinese-words.ts'
import { cutWords } from './cut-words.ts'
import { englishTopic } from './english-topic.ts'
import { content } from './lean.ts'
import { NO_ANSWER, plainAnswer } from './list-items.ts'
import { findLike } from './swap.ts'
import { subjectOf, topicOf, toStatement, withoutEnd } from './topic.ts'

const HAN = /\p{Script=Han}/u
const SHORT_ANSWER = 24
const LONGEST_TOPIC = 60
const LONGEST_RESULT = 300

/** What the question is asked of, written before it: nothing that it says otherwise, and no more than fits. */
export function contextOf(text: string, last: Asked): string {
  if (!HAN.test(last.asked)) return englishTopic(last.asked)
  const answer = plainAnswer(last.answer)
  const isShort = answer !== '' && answer.length <= SHORT_ANSWER && !NO_ANSWER.test(answer)
  const isElliptic = content(text).length === 0
  const isPlain = content(text).every(({ kind }) => kind === 'owned')
  const value = withoutEnd(answer)
  const statement = isElliptic && findLike(last.asked, text) === undefined ? toStatement(last.asked, answer) : undefined
  const asked = statement ?? topicOf(last.asked)
  const said = isShort && isPlain && statement === undefined && !/\d/.test(value) && !asked.includes(value)
  const like = findLike(asked, text)
  const kept = like === undefined ? asked : topicOf(asked.replace(like, ''))
  const topic = isElliptic || isPlain ? kept : withoutProperty(kept)
  const whole = said && !/^[是能有不]/u.test(value) ? `${topic}，${value}` : topic
  return whole.length <= LONGEST_TOPIC ? whole : (subjectOf(last.asked) || topic).slice(0, LONGEST_TOPIC)
}

/** 松阳县医共体合同额 without what was asked of it. */
function withoutProperty(topic: string): string {
  const words = cutWords(topic)
  const last = words.at(-1)
  const own = words.findLast(({ kind }) => kind !== 'owned' && kind !== 'gap')
  return last && PROPERTIES.has(last.text) && own && own.kind === 'own' ? topic.slice(0, own.end) : topic
}

export function shortTopic(asked: string): string {
  const topic = topicOf(asked)
  return topic.length <= SHORT_ANSWER ? topic : subjectOf(asked)
}

const holdsAll = (text: string, context: string): boolean =>
  content(context).every(({ text: word }) => text.includes(word))

export function compose(context: string, text: string): string {
  const full = context === '' || holdsAll(text, context) ? text : `${context}，${text}`
  return `${full.slice(0, LONGEST_RESULT)}？`
}
