import { ABOUT_IT, KEEPERS } from './chinese-words.ts'
import { cutWords, type Word } from './cut-words.ts'
import { findParts, type Part, topicOf } from './topic.ts'

const NUMERAL = '[一二三四五六七八九十百两\\d]+'
/** Words of one class stand for each other: ordinals and amounts of one unit, codes, years, days of the week. */
const CLASSES: readonly RegExp[] = [
  new RegExp(`第${NUMERAL}(?<unit>\\p{Script=Han})?`, 'u'),
  new RegExp(`(?:[首末前后上下]|${NUMERAL})(?<unit>[轮期版])`, 'u'),
  /\d[\d.,]*\s*(?<unit>个?人天|人月|万元?|天|个?月|小时|分钟|元|台|张|家|人|页|%)/u,
  /[A-Z]+[-_]?\d+/u,
  /20\d\d(?<unit>\s*年|\s*版)?/u,
  /(?:周|星期)[一二三四五六日天]/u,
]

const unitOf = ({ groups }: RegExpMatchArray): string | undefined => groups?.unit?.trim().replace(/^个/u, '')

/** A part of one text that the other one replaces: of its class, with its unit. */
export function findLike(text: string, other: string): string | undefined {
  for (const pattern of CLASSES) {
    const theirs = pattern.exec(other)
    if (!theirs) continue
    const found = [...text.matchAll(new RegExp(pattern, 'gu'))].find(
      (match) => unitOf(match) === unitOf(theirs) && match[0] !== theirs[0],
    )
    if (found) return found[0]
  }
  return undefined
}

/** 周报 for 日报, 老版 for 2025 版: as long as it, or a number, and with the same last character. */
function findRhyme(text: string, other: string): string | undefined {
  const last = other.at(-1) ?? ''
  if (!/^\p{Script=Han}{2,4}$/u.test(other)) return undefined
  const numbered = new RegExp(`\\d[\\d.]*\\s*${last}`, 'u').exec(text)?.[0]
  const tail = cutWords(other).at(-1)?.text ?? ''
  const part = findParts(text).find(
    ({ text: piece, words }) => piece.length === other.length && words.at(-1)?.text === tail && words.length > 1,
  )?.text
  return (
    numbered ??
    part ??
    cutWords(text).find((word) => word.kind === 'own' && word.text.endsWith(last) && word.text.length === other.length)
      ?.text
  )
}

const isOwned = (words: readonly Word[]): boolean => words.every(({ kind }) => kind === 'owned' || kind === 'gap')
const named = (words: readonly Word[]): boolean => words.some(({ isName }) => isName)
const replacePart = (text: string, part: { start: number; end: number }, by: string): string =>
  text.slice(0, part.start) + by + text.slice(part.end)

/** The name that a part begins with, with what belongs to it: 海棠银行 of 海棠银行首轮拒答率. */
function nameEnd(part: Part): number {
  const [first, ...rest] = part.words
  if (rest.length > 0 && KEEPERS.has(rest.at(-1)?.text ?? '')) return part.end
  let end = first?.end ?? part.end
  for (const { text, end: wordEnd, kind } of rest) {
    if (kind !== 'gap' && !KEEPERS.has(text) && !/^[\d.]+$/.test(text)) break
    if (kind !== 'gap') end = wordEnd
  }
  return end
}

/** How well the new thing stands in the place of a part. */
function fitness(part: Part, words: readonly Word[]): number {
  const length = words.reduce((sum, { text }) => sum + text.length, 0)
  const first = part.words[0]
  const subject = part.isFirst ? 2 : 0
  const likeness = named(words) && first?.isName ? 2 : 0
  const isPlainOverName = !named(words) && length > 2 && first?.isName ? -3 : 0
  const plain = !named(words) && length > 2 && !named(part.words) ? 1 : 0
  return subject + likeness + isPlainOverName + plain + (Math.abs((first?.text.length ?? 0) - length) <= 1 ? 1 : 0)
}

/**
 * The question with another thing in the place of one of its own: 那发票呢, 8 人天的呢, 换成沅川呢.
 * @param answer what was answered to it: a thing like one of the answer is no other for one of the question.
 */
export function swapThing(base: string, thing: string, answer: string): string {
  const modifies = /的$/u.test(thing)
  const bare = thing.replace(/的$/u, '').trim()
  const like = findLike(base, bare) ?? findRhyme(base, bare)
  if (like !== undefined && (findLike(base, bare) !== undefined || findRhyme(answer, bare) === undefined)) {
    return base.replace(like, () => bare)
  }
  const words = cutWords(bare).filter(({ kind }) => kind !== 'gap')
  const parts = findParts(base).filter((part) => !isOwned(part.words) || part.isFirst)
  const added = `${topicOf(base)}，${bare}`
  const [first] = parts
  if (!first || ABOUT_IT.has(bare) || endsLike(answer, bare)) return added
  if (modifies) {
    const head = parts.find((part) => !part.isFirst) ?? first
    return base.slice(0, head.start) + thing + base.slice(head.start)
  }
  const isProperty = isOwned(words) || (first.modifies && !named(words) && words.some(({ kind }) => kind === 'owned'))
  if (isProperty) return swapProperty(base, first, parts, bare)
  const best = [...parts].sort((a, b) => fitness(b, words) - fitness(a, words))[0] ?? first
  const head = best.words.at(-1)
  if (head?.kind === 'owned' && !KEEPERS.has(head.text) && !best.modifies && !named(best.words.slice(0, 1))) {
    return base.slice(0, best.start) + bare + base.slice(best.start)
  }
  const end = best.modifies || !best.isFirst ? best.end : nameEnd(best)
  return replacePart(base, { start: best.start, end: named(words) || best.modifies ? end : wholeEnd(best, end) }, bare)
}

/** A plain thing replaces a plain phrase as a whole, a name's own words only. */
function wholeEnd(part: Part, end: number): number {
  return named(part.words) ? end : part.end
}

/** Another property of the same: 临渊港口的验收 for 临渊港口的割接窗口. */
function swapProperty(base: string, first: Part, parts: readonly Part[], property: string): string {
  const next = parts[parts.indexOf(first) + 1]
  if (first.modifies && next) return replacePart(base, next, property)
  const last = first.words.findLast(({ kind }) => kind === 'own')
  const tail = first.words.filter(({ kind, start }) => kind === 'owned' && last !== undefined && start >= last.end)
  const [from, to] = [tail[0], tail.at(-1)]
  if (from && to) return replacePart(base, { start: from.start, end: to.end }, property)
  return named(first.words) || first.words.length > 2
    ? `${topicOf(base)}，${property}`
    : replacePart(base, first, property)
}

/** Whether the answer names a thing that ends like this one: 操作人 and 复核人. */
function endsLike(answer: string, thing: string): boolean {
  if (!/^\p{Script=Han}{3,4}$/u.test(thing)) return false
  const last = thing.at(-1) ?? ''
  return new RegExp(`(?<!\\p{Script=Han}${last})\\p{Script=Han}{${thing.length - 1}}${last}`, 'u').test(answer)
}
