import { bareName } from './names.ts'
import type { Place } from './places.ts'

/** How a name was marked: `strong` notations need no other evidence; a `bare` name, without a colon, needs the most. */
export type Candidate = {
  at: number
  /** Just after the mark, colon included. */
  end: number
  kind: Place['kind']
  names: string[]
  notation: 'strong' | 'colon' | 'numbered' | 'pointed' | 'bare'
}

const HAN_NAME =
  '[\\u3400-\\u9fff](?:[ \\u3000]{1,4}[\\u3400-\\u9fff](?=[ \\u3000]*[：:*（(】])|[\\u3400-\\u9fff·]{1,6})'
const LEAD = '(?:(?:[#>*•·●▶➤◆■□-]+[ \\u3000]*)?[*_]{0,2})'
const NUMBER = '(?:(\\d{1,2}[.、．)）]|[（(]\\d{1,2}[）)]|[一二三四五六七八九十]{1,2}、)[ \\u3000]*[*_]{0,2})?'
const TURN = new RegExp(
  `${LEAD}${NUMBER}((?:姓名|发言人?)[ ]*\\d{0,2}[ ]*[：:][ \\u3000]*)?(【)?(${HAN_NAME}(?:[、和](?:${HAN_NAME})){0,3})(】)?` +
    '(?:[ ]?[（(][^（）()\\n]{1,24}[）)])?(?:[ \\t]*(\\d{4,8}))?(?:[ \\t]+\\d{1,2}[：:]\\d{2}(?:[：:]\\d{2})?)?[*_]{0,2}[ \\t\\u3000]*([：:])?[*_]{0,2}',
  'y',
)
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
  return OUTSET.test(text.slice(Math.max(0, place.at - 6), place.at)) ? 'bare' : undefined
}

function readChineseTurn(text: string, place: Place, end: number): Candidate | undefined {
  const found = match(TURN, text, place.at)
  if (!found || place.at + found[0].length > end) return undefined
  const [whole, number, label, open, name = '', close, id, colon] = found
  if ((open === undefined) !== (close === undefined)) return undefined
  const names = name.split(/[、和](?=[\u3400-\u9fff]{2})/).map(bareName)
  const base = { at: place.at, end: place.at + whole.length, kind: place.kind, names }
  if (label || open) return { ...base, notation: label ? 'strong' : 'colon' }
  if (colon) return { ...base, notation: id ? 'strong' : number ? 'numbered' : 'colon' }
  const after = place.at + whole.trimEnd().length
  const notation = bareNotation(text, place, after, end, number !== undefined)
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

/** Reads the mark of a turn at a place of a block that ends at `end`. Whether the name in it is one is decided later. */
export function readTurn(text: string, place: Place, end: number, members: ReadonlySet<string>): Candidate | undefined {
  return readChineseTurn(text, place, end) ?? readEnglishTurn(text, place, members)
}
