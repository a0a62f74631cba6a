import { normaliseForMatch } from '../language/normalise.ts'
import type { QuestionLanguage } from '../language/questions.ts'
import { parseHanNumber } from './facts.ts'
import { PLACES } from './places.ts'
import { GIVEN, SURNAMES } from './surnames.ts'
import { type FindRelated, type Matchable, toMatchable } from './terms.ts'
import { EVIDENCE } from './thresholds.ts'

export type EntityKind = 'year' | 'number' | 'ordinal' | 'latin' | 'place' | 'name' | 'title'
/** What a question names and an answer therefore has to know. `forms` are the ways it may be written. */
export type Entity = { text: string; kind: EntityKind; forms: readonly string[]; start: number; end: number }

const COMPOUND = '欧阳|司马|上官|诸葛|令狐|慕容|皇甫|尉迟|公孙'
const PERSONAL =
  '是谁|是哪|(?:老师|同学)?(?:负责|主管|分管|说|讲了|认为|觉得|发言|提出|提了|提的|建议|主持|牵头|签字|审批|批准|确认|汇报|担任|编写|组织|要求|决定)|的(?:手机|电话|邮箱|微信|工号|联系方式|建议|意见|观点|发言|看法|职位|岗位|部门|想法|分机|导师|领导)|在(?:会上|讨论|复盘|哪个)|(?:老师|主任|经理|总监)(?:是|说|负责|的)'
const BEFORE = '(?<=^|[，。？！、：；,.?!:;\\s“"「]|请问|联系|[找问和跟与让由给经])'
const NAME = new RegExp(
  `${BEFORE}((?:${COMPOUND})${GIVEN}{1,2}|[${SURNAMES}]${GIVEN}{2})(?=${PERSONAL}|[?？\\s]|$)`,
  'gu',
)
const SHORT_NAME = new RegExp(
  `${BEFORE}([${SURNAMES}]${GIVEN})(?=是谁|是哪个|的(?:手机|电话|邮箱|微信|工号|联系方式))`,
  'gu',
)

/** Abbreviations of everyday office speech, which a text may spell out or say in Chinese. */
const GENERIC = new Set(
  'pm ppt pdf ai it hr qa uat poc kpi roi sla rfp faq ceo cto cfo coo api ui ux ok vs id pk app web excel word demo bug case team leader boss offer bd sop todo ddl vip ip pc tv cpu db sql os ar vr ict aigc ot pr mr ms mrs dr usa uk eu usd rmb cny i a ii iii iv faqs okr kickoff review deadline email mail project manager pre post'.split(
    ' ',
  ),
)
/** A round figure is a guess of the asker, not a fact to be found. */
const APPROXIMATE_BEFORE =
  /(大概|大约|约|将近|差不多|接近|快|近|超过|不到|以内|about|around|nearly|roughly|over|under|top|前|列出|给出|总结|用)\s*$/
const APPROXIMATE_AFTER = /^\s*(多|余|左右|来|以上|以下|以内|几|\+|字|个字|words|characters)/

function entity(kind: EntityKind, found: RegExpMatchArray, forms: readonly string[], group = 0): Entity {
  const start = (found.index ?? 0) + (group === 0 ? 0 : found[0].indexOf(found[group] ?? ''))
  const text = found[group] ?? ''
  return { text, kind, forms, start, end: start + text.length }
}

function numberEntities(question: string): Entity[] {
  const years = [
    ...question.matchAll(/(?<![\d.,])((?:19|20)\d{2})(?![\d.,]*\d)(?!\s*(?:万|亿|元|个|人|条|张|项|份|台))/g),
  ]
  const ordinals = [...question.matchAll(/第\s*(\d+|[一二三四五六七八九十百]+)\s*(组|期|轮|版|章|批|阶段|小组)/g)]
  const phases = [...question.matchAll(/(?<![第上本每各分长短首学十百\d])([2-9]|[二三四五六七八九])期(?![间望待限])/gu)]
  const numbers = [...question.matchAll(/(?<![a-z\d.,])(?:\d+\.\d+|\d{1,3}(?:,\d{3})+|\d{3,})(?![\d.]*\d)/gi)].filter(
    (found) => {
      const before = question.slice(0, found.index)
      const after = question.slice(found.index + found[0].length)
      return !APPROXIMATE_BEFORE.test(before) && !APPROXIMATE_AFTER.test(after)
    },
  )
  const isYear = (found: RegExpMatchArray) => years.some((year) => year.index === found.index)
  return [
    ...years.map((found) => entity('year', found, [found[0]])),
    ...[...ordinals, ...phases].map((found) => entity('ordinal', found, [found[0]])),
    ...numbers
      .filter((found) => !isYear(found))
      .map((found) => entity('number', found, [found[0].replaceAll(',', '')])),
  ]
}

function latinEntities(question: string, language: QuestionLanguage): Entity[] {
  const words = [...question.matchAll(/[A-Za-z][A-Za-z0-9]*(?:[-.+#_][A-Za-z0-9]+)*/g)]
  return words.flatMap((found) => {
    const word = found[0]
    if (word.length < 2 || GENERIC.has(word.toLowerCase())) return []
    const isName =
      language === 'zh' ? /[A-Z].*[A-Z]|\d|^[A-Z].{3}/.test(word) : /\d/.test(word) || /^[A-Z]{2,}$/.test(word)
    return isName ? [entity('latin', found, [word.toLowerCase()])] : []
  })
}

function placeEntities(question: string): Entity[] {
  const text = question.toLowerCase()
  return PLACES.flatMap((forms) => {
    const form = forms.find((one) => (/^[a-z]/.test(one) ? new RegExp(`\\b${one}\\b`).test(text) : text.includes(one)))
    const start = form === undefined ? -1 : text.indexOf(form)
    return form === undefined ? [] : [{ text: form, kind: 'place' as const, forms, start, end: start + form.length }]
  })
}

/** What has no other words: the second phase is not the first one. */
const EXACT: ReadonlySet<EntityKind> = new Set(['year', 'number', 'ordinal'])

/** The names, places, years, numbers and product words of a question; a glossary adds how else each may be written. */
export function findEntities(question: string, language: QuestionLanguage, findRelated?: FindRelated): Entity[] {
  const text = question.normalize('NFKC')
  const names = [...text.matchAll(NAME), ...text.matchAll(SHORT_NAME)].map((found) =>
    entity('name', found, [found[1] ?? ''], 1),
  )
  const titles = [...text.matchAll(/《([^》]{3,40})》/g)].map((found) => entity('title', found, [found[1] ?? ''], 1))
  const related = findRelated?.(question) ?? []
  const withRelated = (one: Entity): Entity => {
    if (EXACT.has(one.kind)) return one
    const forms = related
      .filter(({ word, strength }) => strength === 1 && normaliseForMatch(word) === normaliseForMatch(one.text))
      .flatMap(({ forms }) => forms)
    return { ...one, forms: [...one.forms, ...forms] }
  }
  return [...numberEntities(text), ...latinEntities(text, language), ...placeEntities(text), ...names, ...titles]
    .map(withRelated)
    .sort((a, b) => a.start - b.start)
}

function pairShare(form: string, text: string): number {
  const pairs = [...form].slice(1).map((character, at) => ([...form][at] ?? '') + character)
  return pairs.length === 0
    ? Number(text.includes(form))
    : pairs.filter((pair) => text.includes(pair)).length / pairs.length
}

function holdsOrdinal(form: string, text: string): boolean {
  const [, figure = '', noun = ''] = /第?\s*(\d+|\p{Script=Han}+?)\s*(组|期|轮|版|章|批|阶段|小组)/u.exec(form) ?? []
  const value = /\d/.test(figure) ? Number(figure) : parseHanNumber(figure)
  const stated = new RegExp(
    `(\\d+|[一二三四五六七八九十百]+)\\s*(?:个)?${noun}|${noun}\\s*(\\d+|[一二三四五六七八九十百]+)`,
    'g',
  )
  return [...text.matchAll(stated)].some(([, before, after]) => {
    const one = before ?? after ?? ''
    return (/\d/.test(one) ? Number(one) : parseHanNumber(one)) === value
  })
}

/** A text prepared for looking up entities. */
/** `digits` has no separators inside numbers; `bare` has no dashes between digits either (3-3-3-1 is 3331). */
export type EntityText = Matchable & { digits: string; bare: string }
export function toEntityText(text: string): EntityText {
  const matchable = toMatchable(text)
  const digits = matchable.text.replace(/(?<=\d),(?=\d{3})/g, '')
  return { ...matchable, digits, bare: digits.replace(/(?<=\d)[-–:](?=\d)/g, '') }
}

/** Whether an entity stands in the text in one of its forms; names and titles allow for another spelling. */
export function holdsEntity({ kind, forms }: Entity, text: EntityText): boolean {
  return forms.some((raw) => {
    const form = normaliseForMatch(raw)
    if (form === '') return false
    if (kind === 'name') return pairShare(form, text.text) >= EVIDENCE.namePairs
    if (kind === 'title') return pairShare(form, text.text) >= EVIDENCE.titlePairs
    if (kind === 'ordinal') return holdsOrdinal(form, text.text)
    if (/^[\d.]+$/.test(form)) {
      const figure = new RegExp(`(?<![\\d.])${form.replaceAll('.', '\\.')}(?!\\d|\\.\\d)`)
      return figure.test(text.digits) || figure.test(text.bare)
    }
    if (!/^[a-z0-9]/.test(form)) return text.text.includes(form)
    const escaped = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`(?<![a-z0-9])${escaped}(?![a-z0-9])`).test(text.text)
  })
}
