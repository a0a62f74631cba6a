import { stemmer } from 'stemmer'
import { builtInThesaurus } from '../../language/built-in-thesaurus.ts'
import { tagByDictionary } from '../../language/segment.ts'
import type { Span } from '../../language/span.ts'
import type { Concept, Mention } from '../../language/thesaurus.ts'
import { type Figure, readFigures } from './figures.ts'
import { isLightWord } from './light-words.ts'
import { cutAt, toPlainText } from './plain-text.ts'

/** A word: of Chinese as the dictionary cuts it, of other scripts with its stem. */
export type Word = Span & {
  text: string
  stem: string
  isHan: boolean
  /** Part of speech in the dictionary's notation; x for what it does not know. */
  tag: string
  isLight: boolean
  /** Names a thing, as far as the dictionary knows. */
  isNoun: boolean
  /** Ids of the concepts of the thesaurus that it may stand for. */
  concepts: ReadonlySet<string>
  clause: number
}
/** `sentence`: which one it is of, those before a semicolon being one; `statement`: the same, up to a full stop. */
export type Clause = Span & { sentence: number; statement: number; words: Word[] }
/** A text as both sides of a check are read. Offsets are into `text`. */
export type Reading = { text: string; clauses: Clause[]; words: Word[]; figures: Figure[] }

const RUN = /\p{Script=Han}+|[\p{L}\p{N}]+(?:['.-][\p{L}\p{N}]+)*/gu
const NO_CONCEPTS: ReadonlySet<string> = new Set()

function cutClauses(text: string): Clause[] {
  const clauses: Clause[] = []
  let start = 0
  let sentence = 0
  let statement = 0
  for (let at = 0; at <= text.length; at++) {
    const cut = at === text.length ? 'sentence' : cutAt(text, at)
    if (cut === undefined) continue
    if (text.slice(start, at).trim() !== '') clauses.push({ start, end: at, sentence, statement, words: [] })
    start = at + 1
    if (cut === 'sentence') sentence++
    if (cut === 'sentence' && !/[;\n]/.test(text.charAt(at))) statement++
  }
  return clauses
}

function cutRun(run: string, isHan: boolean): { word: string; tag: string }[] {
  if (isHan) return tagByDictionary(run)
  return run.split(/(?<=['.-])|(?=['.-])/).map((word) => ({ word, tag: 'x' }))
}

/** Finds what spans in order have in common with ever later ones. */
function sweep<T extends Span>(spans: readonly T[]): (span: Span) => T[] {
  let from = 0
  return ({ start, end }) => {
    while ((spans[from]?.end ?? Number.POSITIVE_INFINITY) <= start) from++
    const found: T[] = []
    for (let at = from; (spans[at]?.start ?? Number.POSITIVE_INFINITY) < end; at++) {
      const span = spans[at]
      if (span && span.end > start) found.push(span)
    }
    return found
  }
}

/** The ids of concepts that were asked for, kept as long as the thesaurus. */
const idSets = new WeakMap<readonly Concept[], ReadonlySet<string>>()

function idsOf(concepts: readonly Concept[]): ReadonlySet<string> {
  const known = idSets.get(concepts)
  if (known) return known
  const ids = new Set(concepts.map(({ id }) => id))
  idSets.set(concepts, ids)
  return ids
}

function conceptsOf(mentions: readonly Mention[]): ReadonlySet<string> {
  const [first] = mentions
  if (!first) return NO_CONCEPTS
  if (mentions.length === 1) return idsOf(first.concepts)
  return new Set(mentions.flatMap(({ concepts }) => [...idsOf(concepts)]))
}

/** The A of A 类, which is no article. */
const isLetter = (text: string, { start, end }: Span): boolean =>
  end - start === 1 && /[a-z]/.test(text.charAt(start)) && /\p{Script=Han}/u.test(text.charAt(end))

function addWords(text: string, clauses: readonly Clause[], figures: readonly Figure[]): void {
  const mentionsOf = sweep(builtInThesaurus().findMentions(text))
  const figuresOf = sweep(figures)
  for (const [index, clause] of clauses.entries()) {
    for (const run of text.slice(clause.start, clause.end).matchAll(RUN)) {
      const isHan = /\p{Script=Han}/u.test(run[0])
      let at = clause.start + run.index
      for (const { word, tag } of cutRun(run[0], isHan)) {
        const span = { start: at, end: at + word.length }
        at = span.end
        if (!/[\p{L}\p{N}]/u.test(word) || figuresOf(span).length > 0) continue
        clause.words.push({
          ...span,
          text: word,
          stem: isHan || !/^[a-z]+$/.test(word) ? word : stemmer(word),
          isHan,
          tag,
          isLight: isLightWord(word) && !isLetter(text, span),
          isNoun: isHan ? tag.startsWith('n') : /^[a-z]/.test(word),
          concepts: conceptsOf(mentionsOf(span)),
          clause: index,
        })
      }
    }
  }
}

/** Reads a text into clauses, words with their concepts, and values. */
export function readText(original: string): Reading {
  const text = toPlainText(original)
  const figures = readFigures(text)
  const clauses = cutClauses(text)
  addWords(text, clauses, figures)
  return { text, clauses, words: clauses.flatMap(({ words }) => words), figures }
}
