import { cutWords, type Word } from './cut-words.ts'

const UNIT =
  '(?:个?工作日|个?小时|分钟|个?人天|个?人日|人月|个?季度|个?月|个点|万元|块钱|[个条项次人家台张份轮层步种类名位套页级批期件点堆版篇章节组笔款天周月年日号成倍分万元块钱秒])'
const MANY = `(?:几${UNIT}?到几${UNIT}?|(?:多少|几)${UNIT}|多少|多久|多长时间|几成)`
const ASKED = new RegExp(
  [
    `(?:一共|总共|分别|到底|具体|大概)*(?:是|有|要|需要)?${MANY}`,
    `(?:都?是|都?有|要|找|由|归|给|跟)?(?:谁|哪(?:[一二两三四五六七八九十几]?${UNIT}|些|里|儿)|什么(?:时候|时间|样|地方)?|啥(?:时候)?)(?:的(?!\\p{Script=Han}{2})|来)?`,
    '是?(?:怎么(?:样|办)?|怎样|如何|咋(?:办|样)?|为什么|为啥|为何)',
    '是不是|有没有|能不能|行不行|可不可以|要不要|会不会|吗|呢',
  ].join('|'),
  'gu',
)
const AMOUNT = new RegExp(`^(?:约|大概)?\\d[\\d.,]*\\s*(?:%|${UNIT})`, 'u')
const VALUE = new RegExp(`${MANY}`, 'u')
const END = /[\s?？。.!！,，;；~…]+$/u

/** A question without its end marks. */
export const withoutEnd = (text: string): string => text.trim().replace(END, '')

const isLoose = ({ kind, text }: Word): boolean =>
  kind === 'carrier' || kind === 'gap' || (kind === 'verb' && text.length === 1)

/** The text without the words at its ends that name nothing. */
function trimLoose(text: string): string {
  const words = cutWords(text)
  const first = words.findIndex((word) => !isLoose(word) || /^第?[\d一二三四五六七八九十]/u.test(word.text))
  const verbs = words.filter(({ kind, text: word }) => kind === 'verb' && word.length === 1)
  const told = verbs.length > 1 ? verbs.at(-2) : undefined
  const last = words.findLastIndex((word) => !isLoose(word) || word === told || /\d|第/u.test(word.text))
  const [from, to] = [words[first], words[last]]
  return from && to && first <= last ? text.slice(from.start, to.end).trim() : ''
}

const HOLDS = new RegExp(`有(?:哪些|${MANY}|什么)(?=\\p{Script=Han})`, 'gu')
const isNaming = ({ kind, text }: Word): boolean => (kind === 'own' || kind === 'owned') && text.length > 1

/** What a question is about: its words without those that ask. Empty when it names nothing. */
export function topicOf(question: string): string {
  const clauses = withoutEnd(question)
    .split(/[，,]/u)
    .map((clause) => {
      const told = clause.replace(HOLDS, '的').replace(ASKED, '')
      return { told: told === clause ? clause.trim() : trimLoose(told), isNaming: cutWords(told).some(isNaming) }
    })
    .filter(({ told }) => told !== '')
  const naming = clauses.filter((clause) => clause.isNaming)
  return (naming.length > 0 ? naming : clauses).map(({ told }) => told).join('，')
}

/** A question after an amount together with the amount that its answer begins with; undefined when there is none. */
export function toStatement(question: string, answer: string): string | undefined {
  const text = withoutEnd(question)
  const value = AMOUNT.exec(answer)?.[0]
  return value !== undefined && VALUE.test(text) ? text.replace(VALUE, value) : undefined
}

/** A noun phrase or a part of one between 的; `modifies` the part after it. */
export type Part = { text: string; start: number; end: number; words: Word[]; modifies: boolean; isFirst: boolean }

/** The noun phrases of a question in parts, in their order. */
export function findParts(text: string): Part[] {
  const parts: Part[] = []
  let words: Word[] = []
  let phrase = 0
  const close = (modifies: boolean) => {
    const [first, last] = [words[0], words.findLast(({ kind }) => kind !== 'gap')]
    if (first && last) {
      const piece = text.slice(first.start, last.end)
      parts.push({ text: piece, start: first.start, end: last.end, words, modifies, isFirst: phrase === 0 })
    }
    words = []
  }
  for (const word of cutWords(text)) {
    const isSpace = word.kind === 'gap' && /^\s+$/u.test(word.text)
    if (word.kind === 'own' || word.kind === 'owned' || (isSpace && words.length > 0)) words.push(word)
    else if (word.text === '的' && words.length > 0) close(true)
    else if (words.length > 0 && isCount(word)) words.push(word)
    else {
      close(false)
      if (parts.length > 0) phrase = 1
    }
  }
  close(false)
  return parts.map((part, at) => ({ ...part, modifies: part.modifies && parts[at + 1]?.isFirst === part.isFirst }))
}

/** 第一轮 inside 演示 and the like belongs to its phrase. */
const isCount = ({ text, kind }: Word): boolean => kind === 'carrier' && /^第|^[首末一二三][轮期]$/u.test(text)

/** Whose or what's the question asks: the first named thing, without the property asked for. */
export function subjectOf(question: string): string {
  const first = findParts(question).find(({ words }) => words.some(({ kind }) => kind === 'own'))
  if (!first) return ''
  if (first.modifies) return first.text
  const last = first.words.findLast(({ kind }) => kind === 'own')
  return last ? question.slice(first.start, last.end) : first.text
}
