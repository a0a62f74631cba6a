import type { Token } from './align.ts'
import { placesOf, toContextText } from './contexts.ts'
import type { Source } from './match.ts'
import type { Opposition } from './opposites.ts'
import { isSame, slotOf } from './parties.ts'

/** The longest thing that is looked for between two contexts, in characters. */
const LONGEST = 12
/** A context of so many characters says by itself where something stands. */
const TELLING = 3

/** What a text has between two contexts, the bars left out. */
function between(text: string, before: string, after: string): string[] {
  const found: string[] = []
  for (let at = text.indexOf(before); at >= 0; at = text.indexOf(before, at + 1)) {
    const start = at + before.length
    const end = text.indexOf(after, start)
    if (end > start && end - start <= LONGEST && !text.slice(start, end).includes('|'))
      found.push(text.slice(start, end))
  }
  return found
}

const toForm = ({ text }: Token): string => toContextText(text).replaceAll('|', '')
const isNearly = (stands: string, form: string): boolean => stands.includes(form) && stands.length - form.length <= 1

/** Values and parties of a claim where a source, the same around them, has another of their kind. */
export function findTurnedSlots(claim: Source, sources: readonly Source[]): Opposition[] {
  const mine = toContextText(claim.reading.text)
  const texts = sources.map((source) => ({ source, text: toContextText(source.reading.text) }))
  return claim.tokens.flatMap((token): Opposition[] => {
    const slot = slotOf(token)
    const form = toForm(token)
    if (slot === undefined || form === '') return []
    const places = placesOf(form, mine)
    if (places.some(({ before, after }) => texts.some(({ text }) => text.includes(before + form + after)))) return []
    const same = sources.flatMap(({ tokens }) => tokens.filter((one) => isSame(token, one)).map(toForm))
    const isStated = places.some(({ before, after }) =>
      same.some((one) =>
        texts.some(
          ({ text }) =>
            (before.length >= TELLING && text.includes(before + one)) ||
            (after.length >= TELLING && text.includes(one + after)),
        ),
      ),
    )
    if (isStated) return []
    for (const { before, after } of places) {
      for (const { source, text } of texts) {
        for (const stands of between(text, before, after)) {
          const other = source.tokens.find((one) => slotOf(one) === slot && isNearly(stands, toForm(one)))
          if (other && !isSame(token, other)) return [{ said: token.text, stands: other.text }]
        }
      }
    }
    return []
  })
}

const DIRECTION = /到|至|→|升|改|降|减|增|换|给|向|对|替|代|比|优于|高于|低于|由|–|-|\b(?:to|for|from|than)\b/

/** Neighbours of one kind with what joins them. */
function neighbours({ tokens, reading }: Source): { first: Token; second: Token; joint: string }[] {
  return tokens.slice(1).flatMap((second, at) => {
    const first = tokens[at]
    if (!first || first.clause !== second.clause || slotOf(first) === undefined || slotOf(first) !== slotOf(second))
      return []
    return [{ first, second, joint: reading.text.slice(first.end, second.start) }]
  })
}

/** Two of a kind in the other order where the order tells: from 3.4 to 3.2, A hands over to B. */
export function findReversed(claim: Source, sources: readonly Source[]): Opposition[] {
  const stands = sources.flatMap(neighbours)
  return neighbours(claim).flatMap(({ first, second, joint }): Opposition[] => {
    const isRight = stands.some((one) => isSame(one.first, first) && isSame(one.second, second))
    const isReversed = stands.some(
      (one) => isSame(one.first, second) && isSame(one.second, first) && DIRECTION.test(one.joint),
    )
    return isReversed && !isRight && DIRECTION.test(joint)
      ? [{ said: `${first.text}${joint}${second.text}`, stands: `${second.text}${joint}${first.text}` }]
      : []
  })
}
