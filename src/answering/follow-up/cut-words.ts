import { isFunctionWord } from '../../language/function-words.ts'
import { cutByDictionary } from '../../language/segment.ts'
import { CARRIERS, COUNTERS, OWNED, VERBS } from './chinese-words.ts'

/**
 * `carrier`: a word of asking; `owned`: what every project has; `own`: what may name something. White space and
 * punctuation are a `gap`.
 */
export type WordKind = 'carrier' | 'verb' | 'owned' | 'own' | 'gap'
export type Word = { text: string; kind: WordKind; start: number; end: number; isName: boolean }

const COUNTED = `[${COUNTERS}个人台层类套页级件段处座天周月年日号成倍分边时种些样会儿里]|分钟|小时|人天|工作日`
const PIECE =
  /第\s*\d+\s*[个条项步点种类堆件家位段节款组份张台笔处句层级次轮期批周名版天页章]?|\d[\d.,]*\s*(?:个?人[天日月]|个?工作日|个?小时|分钟|个?月(?!报)|天|周(?!报)|年|万元?|元|页|台|张|份|家|次|个点|点|%|％)|\p{Script=Han}+|[A-Za-z][A-Za-z0-9]*(?:[-.+_'’][A-Za-z0-9]+)*|\d+(?:[.,:]\d+)*%?|\s+|[\s\S]/gu
/** Counts, ordinals, demonstratives and days: 第二步, 首轮, 那次, 哪几个, 每天, 周四. */
const COUNT = new RegExp(
  `^(?:第?[一二三四五六七八九十百两几\\d]+(?:${COUNTED})?|[首末][轮次期]|[这那每某哪各][一两几]?(?:${COUNTED})|(?:周|星期|礼拜)[一二三四五六日天]|[${COUNTERS}])$`,
  'u',
)

function kindOf(text: string): WordKind {
  if (/^(?:第\s*)?\d[\d.,]*\s*(?:\p{Script=Han}|%)/u.test(text) || /^第\s*\d/.test(text)) return 'carrier'
  if (/^\P{Script=Han}+$/u.test(text)) return /[\p{L}\p{N}]/u.test(text) ? 'own' : 'gap'
  if (OWNED.has(text)) return 'owned'
  if (VERBS.has(text)) return 'verb'
  if (CARRIERS.has(text) || isFunctionWord(text) || COUNT.test(text)) return 'carrier'
  return 'own'
}

/**
 * The words of a Chinese run. Characters that the dictionary does not join are a name or a trade word (沅川, 拓石): they
 * are joined, a verb of one character with the one before it only where that stands alone (割接, but 拓石|碰).
 */
function hanWords(run: string, offset: number): Word[] {
  const words: Word[] = []
  let at = offset
  for (const text of cutByDictionary(run)) {
    const kind = kindOf(text)
    const isSingle = text.length === 1
    const last = words.at(-1)
    const before = last?.kind === 'own' || (last?.kind === 'verb' && last.text.length === 1) ? last : undefined
    const joins =
      isSingle && before !== undefined && (before.isName || before.text.length === 1) && before.text.length < 4
    if (joins && kind === 'own' && (before.kind === 'own' || before.text.length === 1)) {
      words[words.length - 1] = { ...before, text: before.text + text, kind: 'own', end: at + 1, isName: true }
    } else if (joins && kind === 'verb' && before.kind === 'own' && before.text.length === 1) {
      words[words.length - 1] = { ...before, text: before.text + text, end: at + 1, isName: true }
    } else {
      words.push({ text, kind, start: at, end: at + text.length, isName: false })
    }
    at += text.length
  }
  return joinPersonDays(words).map((word) => (word.isName ? { ...word, kind: kindOf(word.text) } : word))
}

/** 人天 and 人月 are one unit, which the dictionary does not know. */
function joinPersonDays(words: readonly Word[]): Word[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1]
    const before = words[at - 1]
    if (/^个?人$/.test(word.text) && next && /^[天月]$/.test(next.text)) {
      return [{ ...word, text: word.text + next.text, kind: 'owned' as const, end: next.end, isName: false }]
    }
    return /^[天月]$/.test(word.text) && before && /^个?人$/.test(before.text) ? [] : [word]
  })
}

/** The words of a question in Chinese with what each is good for; offsets into the text as given. */
export function cutWords(text: string): Word[] {
  return [...text.matchAll(PIECE)].flatMap((found): Word[] => {
    const [piece] = found
    if (/^\p{Script=Han}/u.test(piece) && !/\d/.test(piece)) return hanWords(piece, found.index)
    return [
      {
        text: piece,
        kind: kindOf(piece),
        start: found.index,
        end: found.index + piece.length,
        isName: /[A-Za-z]/.test(piece),
      },
    ]
  })
}
