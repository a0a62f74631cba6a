import { normaliseForMatch } from '../../language/normalise.ts'
import { unifyNotations } from './notations.ts'

/** Signs that part what is said: of sentences, of clauses, of the members of a list. */
export type Cut = 'sentence' | 'clause' | 'member'

/** The number of a line in a list: it counts nothing, and is an ordinal. */
const LIST_MARK =
  /(^|\n)[ \t]*(?:[-*•][ \t]*)?(?:\((?=\d{1,2}\)))?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:[.)、](?!\d))[ \t]*/g

/**
 * A text as a check compares it: normalised, without white space beside Chinese characters, with a space after what was
 * a wide comma (which else would join two numbers), values in one notation.
 */
export function toPlainText(text: string): string {
  const plain = normaliseForMatch(text.replaceAll('，', ', ').replaceAll('\r', ''))
    .replace(/[*_`#>|]+/g, ' ')
    .replace(/[“”„«»「」『』"]/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/(?<=\p{Script=Han}) +(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}]) +(?=\p{Script=Han})/gu, '')
    .replace(LIST_MARK, '$1第$2\n')
    .replace(/[—–]{1,2}(?!\d)/g, ', ')
  return unifyNotations(plain)
}

const SENTENCE = /[。!?;\n]/
const CLAUSE = /[,:()[\]{}…→]/
const MEMBER = /[、+/]/

/** What a sign at an offset parts; undefined where it is one of a figure (1,046; 3:20) or none. */
export function cutAt(text: string, at: number): Cut | undefined {
  const sign = text.charAt(at)
  const next = text.charAt(at + 1)
  const isInFigure = /\d/.test(text.charAt(at - 1)) && /\d/.test(next)
  if (sign === '.') return next === '' || /\s/.test(next) ? 'sentence' : undefined
  if (SENTENCE.test(sign)) return 'sentence'
  if (MEMBER.test(sign)) return sign === '/' && isInFigure ? undefined : 'member'
  if (!CLAUSE.test(sign)) return undefined
  return isInFigure && /[,:]/.test(sign) ? undefined : 'clause'
}
