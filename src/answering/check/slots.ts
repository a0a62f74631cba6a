import type { Token } from './align.ts'
import type { Match } from './match.ts'
import { isHeld, type SourceIndex } from './own-words.ts'
import { isSame, slotOf } from './parties.ts'

/** What a claim has where its source has something else, between words that both have. */
export type Substitution = { said: string; stands: string }
/** `sure`: how many of the words on both sides are the same beyond doubt. */
type Gap = { said: Token[]; stands: Token[]; sure: number; share: number }

const SURE = 0.8
/** What a place takes at most: a name of some words. */
const LONGEST = 4
/** Share of a clause's words that have to be found before a value in it counts as another one. */
const WELL_MATCHED = 0.5

const isNominal = (token: Token): boolean => token.kind === 'word' && (token.word.isNoun || token.text.length === 1)
/** No verb and no small word, as far as the dictionary knows. */
const isThing = (token: Token): boolean =>
  isNominal(token) || (token.kind === 'word' && !/^[vadpcru]/.test(token.word.tag))
const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join('')

/** Unknown to the dictionary, or known as a name: 云岫, 柯文博. */
function isNameLike(tokens: readonly Token[]): boolean {
  const words = tokens.flatMap((token) => (token.kind === 'word' ? [token.word] : []))
  const [first] = words
  if (words.length !== tokens.length || !first) return false
  if (words.length === 1) return /^(?:nr|ns|nt|nz)/.test(first.tag) && first.text.length > 1
  const singles = words.filter(({ text, isHan }) => isHan && text.length === 1)
  return singles.length >= 2 && first.isNoun && !singles.some(({ tag }) => /^[vadpmq]/.test(tag))
}

function isUnknown(tokens: readonly Token[], sources: readonly SourceIndex[]): boolean {
  const text = textOf(tokens)
  if (!/\p{Script=Han}/u.test(text)) return !sources.some((source) => source.text.includes(text))
  const pairs = Array.from({ length: Math.max(1, text.length - 1) }, (_, at) => text.slice(at, at + 2))
  return pairs.every((pair) => !isHeld(sources, 'pairs', pair))
}

function findGaps({ tokens, source, pairs }: Match): Gap[] {
  if (!source || pairs.length === 0) return []
  const edges = [undefined, ...pairs, undefined]
  const clauseOf = (index: number) => source.tokens[index]?.clause
  return edges.slice(1).flatMap((after, at): Gap[] => {
    const before = edges[at]
    const said = tokens.slice(before ? before.claim + 1 : 0, after ? after.claim : tokens.length)
    let from = before ? before.source + 1 : (after?.source ?? 0)
    let to = after ? after.source : (before?.source ?? 0) + 1
    if (!before && after) while (from > 0 && clauseOf(from - 1) === clauseOf(after.source)) from--
    if (!after && before) while (to < source.tokens.length && clauseOf(to) === clauseOf(before.source)) to++
    const stands = source.tokens.slice(from, to)
    const sure = [before, after].filter((pair) => pair && pair.likeness >= SURE).length
    const isGap = said.length > 0 && stands.length > 0 && said.length <= LONGEST && stands.length <= LONGEST && sure > 0
    return isGap ? [{ said, stands, sure, share: pairs.length / tokens.length }] : []
  })
}

/** Two values of one kind, one in each. */
function otherFigures({ said, stands, share }: Gap): Substitution[] {
  if (share < WELL_MATCHED) return []
  return said.flatMap((mine): Substitution[] => {
    if (mine.kind !== 'figure' || slotOf(mine) === undefined || stands.some((one) => isSame(mine, one))) return []
    const other = stands.find((one) => one.kind === 'figure' && slotOf(one) === slotOf(mine))
    return other && !said.some((one) => isSame(one, other)) ? [{ said: mine.text, stands: other.text }] : []
  })
}

function otherNames({ said, stands, sure }: Gap, sources: readonly SourceIndex[]): Substitution[] {
  if (!said.every(isNominal) || !stands.every(isThing) || !isUnknown(said, sources)) return []
  const isNoun =
    said.length === 1 && /^\p{Script=Han}{2}/u.test(textOf(said)) && /^\p{Script=Han}{2}/u.test(textOf(stands))
  const isTight = isNoun && stands.length <= (sure === 2 ? 1 : 2)
  const isLone = said.length === 1 && textOf(stands).length < 2
  return isTight || (isNameLike(said) && !isLone) || isNameLike(stands)
    ? [{ said: textOf(said), stands: textOf(stands) }]
    : []
}

/** What the clauses of a claim name otherwise than their source, where all around it is the same. */
export function findSubstitutions(matches: readonly Match[], sources: readonly SourceIndex[]): Substitution[] {
  const gaps = matches.flatMap(findGaps)
  const exchanged = gaps.flatMap((gap): Substitution[] => {
    const [said, stands] = [textOf(gap.said), textOf(gap.stands)]
    const isMutual = gaps.some(
      (other) => other !== gap && textOf(other.said) === stands && textOf(other.stands) === said,
    )
    return isMutual ? [{ said, stands }] : []
  })
  return [...exchanged, ...gaps.flatMap((gap) => [...otherFigures(gap), ...otherNames(gap, sources)])]
}
