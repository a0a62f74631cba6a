type Span = { start: number; end: number }

const UNIT = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu
const HAN = /\p{Script=Han}/u
const INFLECTION = /(?:ies|es|ed|ing|[esy])$/
const SHORTEST_ROOT = 3
/** Signs and spaces that may stand inside a word for what was asked: a hyphen, the end of a line. */
const GAP = '[^\\p{L}\\p{N}]'

function unitPattern(unit: string): string {
  if (HAN.test(unit)) return unit
  const root = unit.replace(INFLECTION, '')
  if (!/^[a-z]+$/.test(unit) || root.length < SHORTEST_ROOT) return unit
  return `${root}[a-z]{0,5}`
}

function phrasePattern(phrase: string): RegExp | undefined {
  const units = phrase.normalize('NFKC').toLowerCase().match(UNIT) ?? []
  const [first = '', ...rest] = units
  if (first === '') return undefined
  const pattern = rest.reduce((whole, unit, at) => {
    const isBetweenWords = !HAN.test(unit) && !HAN.test(units[at] ?? '')
    return whole + GAP + (isBetweenWords ? '{1,3}' : '{0,3}') + unitPattern(unit)
  }, unitPattern(first))
  const before = HAN.test(first) ? '' : '(?<![a-z0-9])'
  const after = HAN.test(units.at(-1) ?? '') ? '' : '(?![a-z0-9])'
  return new RegExp(before + pattern + after, 'gu')
}

/**
 * Where words of the thesaurus stand in a text that was lowered and folded for comparing: Chinese ones as they are,
 * others in any plain inflection ("signed off" for "sign off"). UTF-16 offsets, end exclusive.
 */
export function findPhrases(shown: string, phrases: readonly string[]): Span[] {
  return phrases.flatMap((phrase) => {
    const pattern = phrasePattern(phrase)
    const found = pattern ? [...shown.matchAll(pattern)] : []
    return found.map((match) => ({ start: match.index, end: match.index + match[0].length }))
  })
}
