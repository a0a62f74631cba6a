import type { Span } from '../../language/span.ts'
import type { Clause, Reading, Word } from './reading.ts'

const DENIAL =
  /不得不|无不|不是不|没有不|不(?!但|仅|断|同|过|管|论|久|止|良|便|如|足|到|等|限于|少于|低于|超过|高于|大于|小于|多于|早于|晚于)|未(?!来|必|超)|没有(?!超|就|的话)|没(?!收|有|超)|无(?!论|线|人|锡|缝|障碍)|(?<=^|[,。;:!?])别(?![的人处名墅家国样])|(?<![特级类分识区个性辨])别(?=往|把|去|让|在|再|用|给|说|自|乱|写|放|改)|勿|免(?!费)|禁止|严禁|谢绝|\b(?:not|no|never|without|cannot|nobody)\b(?! (?:more|less|fewer|later|earlier) than)|n't\b/g
const DOUBLE = /^(?:不得不|无不|不是不|没有不)$/
/** 出不去, 认不出, 补不齐: what comes before is denied. */
const POTENTIAL = /^不(?:了|出|上|下|到|去|来|齐|动|起|住|开|清|完|及|通|成|掉|够)/
const IN_WORD = new Set('差不多 免不了 少不了 了不起 对不起 受不了 大不了 恨不得 巴不得 只不过'.split(' '))
/** A denial with the words it reaches, nearest first. */
export type Denial = { clause: number; words: Word[] }

/** 能不能, 有没有: a question, not a denial. */
const isAsked = (text: string, { 0: word, index }: RegExpExecArray): boolean =>
  (/\p{Script=Han}/u.test(word) && text.charAt(index - 1) === text.charAt(index + word.length)) ||
  (word === '没有' && text.charAt(index - 1) === '有')

function backwards(telling: readonly Word[], at: number): Word[] {
  return telling.filter((word) => word.start < at).slice(-1)
}

function forwards(text: string, telling: readonly Word[], from: number): Word[] {
  const reached = telling.filter((word) => word.end > from)
  const first = reached[0]
  if (!first) return []
  const relative = text.indexOf('的', first.end)
  const next = reached[1]
  const isNear = next !== undefined && (!first.isHan || (next.start === first.end && first.text.length === 1))
  return isNear && (relative < 0 || relative > next.start) ? [first, next] : [first]
}

/** Where a text denies something, by the words denied. */
export function findDenials({ text, clauses }: Pick<Reading, 'text' | 'clauses'>): Denial[] {
  return [...text.matchAll(DENIAL)].flatMap((found): Denial[] => {
    if (DOUBLE.test(found[0]) || isAsked(text, found)) return []
    const clause = clauses.findIndex(({ start, end }) => found.index >= start && found.index < end)
    const telling = clauses[clause]?.words.filter(({ isLight }) => !isLight) ?? []
    const inside = telling.find((word) => word.start < found.index && word.end > found.index)
    if (inside && IN_WORD.has(inside.text)) return []
    const isPotential =
      POTENTIAL.test(text.slice(found.index)) &&
      telling.some(({ end, tag }) => end === found.index && tag.startsWith('v'))
    const words = inside
      ? [inside]
      : isPotential
        ? backwards(telling, found.index)
        : forwards(text, telling, found.index + found[0].length)
    return [{ clause, words }]
  })
}

const EXCLUSIVE = /只|仅|唯|除了|除非|除.{1,12}外|\b(?:only|except|unless|nobody but|none but|other than)\b/

const SOFT =
  /晚|迟|延误|逾期|超期|缺|漏|失败|拒|停|取消|免|空白|禁|难以|除外|之外|以外|反对|否|驳|退回|撤|落空|中断|丢|例外|闲置|\b(?:late|missed|fail\w*|refus\w*|reject\w*|lack\w*|miss\w*|stop\w*|cancel\w*|unless|except|instead)\b/g

/** Whether a clause denies without a denial by a word that the other text has not: late, missing, refused. */
export function isSoftlyDenied(text: string, { start, end }: Span, other: string): boolean {
  return [...text.slice(start, end).matchAll(SOFT)].some(([word]) => !other.includes(word))
}

const UNIVERSAL =
  /所有|全部|任何|每个|人人|都(?:可|能|要|得|已)|均(?:可|能|须|已)|一律|\b(?:every|all|everyone|everybody|any)\b/

/** Whether a clause speaks of all there are. */
export const isUniversal = (text: string, { start, end }: Span): boolean => UNIVERSAL.test(text.slice(start, end))

/** "Even then": what a claim says of a case that its source treats otherwise. */
export const isConcession = (text: string, { start, end }: Span): boolean =>
  /也(?:可以|能|可|要|得|必须|须|行|会|不会|不用|无需|算|允许)|照样|照旧/.test(text.slice(start, end))

/** Whether a clause says "only": it denies the rest without a denial. */
export const isExclusive = (text: string, { start, end }: Pick<Clause, 'start' | 'end'>): boolean =>
  EXCLUSIVE.test(text.slice(start, end))
