import type { StoredPassage } from '../../engines/stored-passage.ts'
import { normaliseForMatch } from '../../language/normalise.ts'
import { findQuantities, matchKeys } from '../../language/quantities.ts'
import { extractTerms } from '../../language/terms.ts'
import type { Literal } from '../analyse.ts'
import { beginningOf, tokensBeginning } from './spelt-tokens.ts'

/** Where the words of a question stand in a passage. `places[i]`: offsets of literal `i` in `text`, ascending. */
export type Occurrences = {
  /** Title, headings, speaker and the passage, normalised for matching. */
  text: string
  /** Where the passage itself begins. */
  bodyAt: number
  places: readonly (readonly number[])[]
}

/** Notes that a literal, by its place in the question, stands at an offset. */
type Note = (literal: number, at: number) => void
/** Finds some of the literals of a question in a normalised text. */
type Find = (text: string, note: Note) => void

const STARTS_HAN = /^\p{Script=Han}/u

/** Places in the question by the texts of its literals: a word of two characters is a pair, too. */
function literalsByText(literals: readonly Literal[], belongs: (literal: Literal) => boolean): Map<string, number[]> {
  const byText = new Map<string, number[]>()
  for (const [at, literal] of literals.entries()) {
    if (belongs(literal)) byText.set(literal.text, [...(byText.get(literal.text) ?? []), at])
  }
  return byText
}

function standsAt(text: string, at: number, word: string): boolean {
  if (word.length === 1) return true
  if (text.charCodeAt(at + 1) !== word.charCodeAt(1)) return false
  return word.length === 2 || text.startsWith(word, at)
}

/** Chinese words stand wherever their characters do, in one walk through the text for all of them. */
function findHan(wanted: ReadonlyMap<string, readonly number[]>): Find {
  const groupOf = new Uint16Array(0x10000)
  const groups: { word: string; literals: readonly number[]; end: number }[][] = [[]]
  for (const [word, literals] of wanted) {
    const first = word.charCodeAt(0)
    const group = groupOf[first] || groups.length
    groupOf[first] = group
    groups[group] = [...(groups[group] ?? []), { word, literals, end: 0 }]
  }
  return (text, note) => {
    for (const group of groups) for (const one of group) one.end = 0
    for (let at = 0; at < text.length; at++) {
      const group = groupOf[text.charCodeAt(at)] ?? 0
      if (group === 0) continue
      for (const one of groups[group] ?? []) {
        if (at < one.end || !standsAt(text, at, one.word)) continue
        one.end = at + one.word.length
        for (const literal of one.literals) note(literal, at)
      }
    }
  }
}

/** Words of other scripts are compared by their stems: only those that begin like a wanted one are taken apart. */
function findSpelt(wanted: ReadonlyMap<string, readonly number[]>): Find {
  const beginnings = new Set([...wanted.keys()].map(beginningOf))
  const literalsOf = new Map<string, readonly number[]>()
  const readToken = (token: string) => {
    const known = literalsOf.get(token)
    if (known) return known
    const literals = extractTerms(token).flatMap(({ text: stem }) => wanted.get(stem) ?? [])
    literalsOf.set(token, literals)
    return literals
  }
  return (text, note) => {
    for (const { token, at } of tokensBeginning(text, beginnings)) {
      for (const literal of readToken(token)) note(literal, at)
    }
  }
}

function findValues(wanted: ReadonlyMap<string, readonly number[]>): Find {
  return (text, note) => {
    for (const quantity of findQuantities(text)) {
      for (const key of matchKeys(quantity)) {
        for (const literal of wanted.get(key) ?? []) note(literal, quantity.start)
      }
    }
  }
}

const NOWHERE: number[] = []

/** Finds the words of a question in what a reader sees of a passage. Chinese ones count wherever they stand. */
export function occurrenceFinder(literals: readonly Literal[]): (passage: StoredPassage) => Occurrences {
  const isSpelt = ({ kind, text }: Literal) => kind === 'word' && !STARTS_HAN.test(text)
  const kinds: [Find: (wanted: ReadonlyMap<string, readonly number[]>) => Find, belongs: (one: Literal) => boolean][] =
    [
      [findHan, (one) => one.kind !== 'quantity' && !isSpelt(one)],
      [findSpelt, isSpelt],
      [findValues, ({ kind }) => kind === 'quantity'],
    ]
  const finders = kinds.flatMap(([open, belongs]) => {
    const wanted = literalsByText(literals, belongs)
    return wanted.size > 0 ? [open(wanted)] : []
  })
  return (passage) => {
    const headings = passage.headings.filter((heading) => heading !== passage.title)
    const context = normaliseForMatch([passage.title, ...headings, passage.speaker ?? ''].join('\n'))
    const text = [context, normaliseForMatch(passage.text)].join('\n')
    const places = literals.map(() => NOWHERE)
    const note = (literal: number, at: number) => {
      if (places[literal] === NOWHERE) places[literal] = [at]
      else places[literal]?.push(at)
    }
    for (const find of finders) find(text, note)
    return { text, bodyAt: context.length + 1, places }
  }
}
