import type { StoredPassage } from '../../engines/stored-passage.ts'
import { normaliseForMatch } from '../../language/normalise.ts'
import { findQuantities, matchKeys } from '../../language/quantities.ts'
import { extractTerms } from '../../language/terms.ts'
import type { Literal } from '../analyse.ts'

/** Where the words of a question stand in a passage. `places[i]`: offsets of literal `i` in `text`, ascending. */
export type Occurrences = {
  /** Title, headings, speaker and the passage, normalised for matching. */
  text: string
  /** Where the passage itself begins. */
  bodyAt: number
  places: number[][]
}

const HAN_RUN = /\p{Script=Han}+/gu
const STARTS_HAN = /^\p{Script=Han}/u
const SPELT_TOKEN = /(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:[.\-_'](?:(?!\p{Script=Han})[\p{L}\p{N}])+)*/gu

type Places = Map<string, number[]>

function addPlace(places: Places, key: string, at: number): void {
  const known = places.get(key)
  if (known) known.push(at)
  else places.set(key, [at])
}

function placesOf(text: string, word: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) places.push(at)
  return places
}

/** Words of other scripts are compared by their stems: only those that begin like a wanted one are taken apart. */
function speltPlaces(text: string, wanted: ReadonlySet<string>): Places {
  const beginnings = new Set([...wanted].map((stem) => stem.slice(0, 2)))
  const places: Places = new Map()
  for (const { 0: token, index } of text.matchAll(SPELT_TOKEN)) {
    const parts = token.split(/[.\-_']/)
    if (![token, ...parts].some((part) => beginnings.has(part.slice(0, 2)))) continue
    for (const { text: stem } of extractTerms(token)) if (wanted.has(stem)) addPlace(places, stem, index)
  }
  return places
}

function quantityPlaces(text: string, wanted: ReadonlySet<string>): Places {
  const places: Places = new Map()
  for (const quantity of findQuantities(text)) {
    for (const key of matchKeys(quantity)) if (wanted.has(key)) addPlace(places, key, quantity.start)
  }
  return places
}

const textsOf = (literals: readonly Literal[]): Set<string> => new Set(literals.map(({ text }) => text))

/** Finds the words of a question in what a reader sees of a passage. Chinese ones count wherever they stand. */
export function findOccurrences(passage: StoredPassage, literals: readonly Literal[]): Occurrences {
  const headings = passage.headings.filter((heading) => heading !== passage.title)
  const context = normaliseForMatch([passage.title, ...headings, passage.speaker ?? ''].join('\n'))
  const text = `${context}\n${normaliseForMatch(passage.text)}`
  const quantities = textsOf(literals.filter(({ kind }) => kind === 'quantity'))
  const spelt = textsOf(literals.filter(({ kind, text: word }) => kind === 'word' && !STARTS_HAN.test(word)))
  const blanked = spelt.size > 0 ? text.replace(HAN_RUN, (run) => ' '.repeat(run.length)) : ''
  const stems = speltPlaces(blanked, spelt)
  const values = quantities.size > 0 ? quantityPlaces(text, quantities) : undefined
  const places = literals.map(({ kind, text: word }) => {
    if (kind === 'quantity') return values?.get(word) ?? []
    return spelt.has(word) ? (stems.get(word) ?? []) : placesOf(text, word)
  })
  return { text, bodyAt: context.length + 1, places }
}
