import { bareName, leadingName, looksLikeName } from './names.ts'
import type { Place } from './places.ts'

/**
 * How a name was marked: `strong` notations need no other evidence, nor do `anonymous` speakers (发言人 2); a `bare` name, without a colon, needs more, and one
 * that is only `mentioned`, between single spaces, the most.
 */
export type Candidate = {
  at: number
  /** Just after the mark, colon included. */
  end: number
  kind: Place['kind']
  names: string[]
  notation: 'strong' | 'anonymous' | 'colon' | 'numbered' | 'pointed' | 'bare' | 'mentioned'
}

const HAN_NAME =
  '[\\u3400-\\u9fff](?:[ \\u3000]{1,4}[\\u3400-\\u9fff](?=[ \\u3000]*[：:*（(】])|[\\u3400-\\u9fff·]{1,6})'
const TIME = '\\d{1,2}[：:]\\d{2}(?:[：:]\\d{2}(?:[.,]\\d{1,3})?)?'
const DATE = '\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?'
const LEAD = `(?:(?:[#>*•·●▶➤◆■□—–-]+[ \\u3000]*)?(?:[\\[【（(]?${TIME}[\\]】）)]?[ \\t\\u3000]+)?[*_]{0,2})`
const STAMP = `([ \\t]*[（(\\[]?(?:${DATE}[ \\t]+)?${TIME}[）)\\]]?)`
const NUMBER = '(?:(\\d{1,2}[.、．)）]|[（(]\\d{1,2}[）)]|[一二三四五六七八九十]{1,2}、)[ \\u3000]*[*_]{0,2})?'
const TURN = new RegExp(
  `${LEAD}${NUMBER}((?:姓名|发言人?)[ ]*\\d{0,2}[ ]*[：:][ \\u3000]*)?(【)?(${HAN_NAME}(?:[、和](?:${HAN_NAME})){0,3})(】)?` +
    '(?:[ ]?[（(][^（）()\\n]{1,24}[）)])?(?:[ \\t]*(\\d{4,8})(?!\\d|[年/.-][ ]?\\d))?' +
    `${STAMP}?[*_]{0,2}[ \\t\\u3000]*([：:])?[*_]{0,2}`,
  'y',
)
/** Those whom a recorder told apart and could not name: 发言人 2, Speaker 1. */
const ANONYMOUS = new RegExp(
  `${LEAD}((?:发言人|说话人|讲话人|嘉宾|Speaker|SPEAKER)[ _]?\\d{1,2})(?!\\d)${STAMP}?[*_]{0,2}[ \\t\\u3000]*([：:]|(?=\\n|$))`,
  'y',
)
/** What stands after a name in a list of roles or of telephone numbers, and is nothing said. */
const ROLE_ONLY =
  /[ \t\u3000]*(?:[\u3400-\u9fffA-Z]{0,6}(?:经理|架构师|工程师|总监|主任|组长|负责人|专员|顾问|助理|主管|代表|部长|处长)|\+?\d[\d\s-]{6,})[ \t]*(?:\n|$)/y
const ENGLISH_TURN =
  /(?:[-*•>] )?[*_]{0,2}([A-Z][\p{L}'-]+(?: [A-Z][\p{L}'.-]+){0,2})(?: ?\([^()\n]{1,30}\))?[*_]{0,2}:/uy
const POINTS =
  /[ \t\u3000]*(?:\n\s*|[ \t\u3000]+)(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]{1,2}、|[①-⑳]|[-•·●*] )/y
const OUTSET = /(?:核心要点|要点|发言|讨论|讨论内容|发言内容)[：:]?\s$/

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function bareNotation(
  text: string,
  place: Place,
  after: number,
  end: number,
  numbered: boolean,
): Candidate['notation'] | undefined {
  if (after < end && !/\s/.test(text.charAt(after))) return undefined
  const line = /[ \t\u3000]*(?:\n|$)/y
  const alone = place.kind === 'line' && (after >= end || match(line, text, after) !== null)
  if (match(POINTS, text, after) && (alone || numbered)) return 'pointed'
  if (alone || place.kind === 'gap' || place.kind === 'sentence') return 'bare'
  if (place.kind === 'line' && /^(?: {2}|\t|\u3000)/.test(text.slice(after, after + 2))) return 'bare'
  if (OUTSET.test(text.slice(Math.max(0, place.at - 6), place.at))) return 'bare'
  return place.kind === 'space' && !numbered && after < end ? 'mentioned' : undefined
}

function readChineseTurn(text: string, place: Place, end: number, members: ReadonlySet<string>): Candidate | undefined {
  const found = match(TURN, text, place.at)
  if (!found || place.at + found[0].length > end) return undefined
  const [whole, number, label, open, name = '', close, id, stamp, colon] = found
  if ((open === undefined) !== (close === undefined)) return undefined
  const isOpen = label !== undefined && !/[\s：:】（(]$/.test(whole) && !/[）)】]/.test(whole.slice(-1))
  const names = name.split(/[、和](?=[\u3400-\u9fff]{2})/).map((one) => leadingName(bareName(one), members, isOpen))
  const base = { at: place.at, end: place.at + whole.length, kind: place.kind, names }
  if (colon && match(ROLE_ONLY, text, base.end)) return undefined
  if (label || open) return { ...base, notation: label ? 'strong' : 'colon' }
  if (colon) return { ...base, notation: id ? 'strong' : number ? 'numbered' : 'colon' }
  if (stamp && place.kind === 'line' && /\s/.test(text.charAt(base.end))) return { ...base, notation: 'numbered' }
  const after = place.at + whole.trimEnd().length
  const notation = bareNotation(text, place, after, end, number !== undefined)
  if (notation === 'mentioned' && !members.has(names.join('、'))) return undefined
  return notation && { ...base, notation }
}

function readEnglishTurn(text: string, place: Place, members: ReadonlySet<string>): Candidate | undefined {
  if (place.kind !== 'line') return undefined
  const found = match(ENGLISH_TURN, text, place.at)
  const name = found?.[1]
  if (!found || name === undefined) return undefined
  const full = members.has(name) ? name : [...members].find((member) => member.startsWith(`${name} `))
  return full === undefined
    ? undefined
    : { at: place.at, end: place.at + found[0].length, kind: 'line', names: [full], notation: 'colon' }
}

function readAnonymousTurn(text: string, place: Place): Candidate | undefined {
  if (place.kind !== 'line' && place.kind !== 'gap') return undefined
  const found = match(ANONYMOUS, text, place.at)
  const name = found?.[1]
  if (!found || name === undefined) return undefined
  return { at: place.at, end: place.at + found[0].length, kind: place.kind, names: [name], notation: 'anonymous' }
}

const isKnown = (name: string, members: ReadonlySet<string>): boolean => members.has(name) || looksLikeName(name)

/** Reads the mark of a turn at a place of a block that ends at `end`. Whether the name in it is one is decided later. */
export function readTurn(text: string, place: Place, end: number, members: ReadonlySet<string>): Candidate | undefined {
  const named = readChineseTurn(text, place, end, members) ?? readEnglishTurn(text, place, members)
  if (named?.notation === 'strong' && named.names.every((name) => isKnown(name, members))) return named
  return readAnonymousTurn(text, place) ?? named
}
