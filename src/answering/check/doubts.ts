import type { Passage } from '../../retrieval/passage.ts'
import { isMostlyChinese } from '../terms.ts'
import { findAdditions } from './additions.ts'
import { findOtherDocuments } from './attributions.ts'
import { hasTurnedClause } from './clause-denials.ts'
import { findBroader, hasDenialDoubt } from './denial-doubts.ts'
import { doubtFigures } from './figure-doubts.ts'
import { type Match, matchClauses, prepareSource } from './match.ts'
import { findMisfits } from './misfits.ts'
import { hasModalityDoubt } from './modality.ts'
import { findOppositions, findOtherEvents, findTurnedTimes } from './opposites.ts'
import { compareLanguages } from './other-language.ts'
import { findOwnWords, indexSource, type SourceIndex } from './own-words.ts'
import { findStrangers, listPeople } from './people.ts'
import { type Reading, readText } from './reading.ts'
import { findSubstitutions } from './slots.ts'
import { findReversed, findTurnedSlots } from './turned-slots.ts'
import { findTurnedWords } from './turned-words.ts'
import { findWrongSpeaker } from './turns.ts'

/** Why a sentence may not follow from what it cites. `isGrave`: it states what no passage does. */
export type Doubt = { note: string; isGrave: boolean }

type Cited = Pick<Passage, 'text' | 'title' | 'headings' | 'speaker' | 'date'>

const FIGURE_NOTES = {
  absent: 'not in the cited passages',
  unit: 'another unit',
  date: 'another date',
  bound: 'another bound',
} as const

function figureDoubts(claim: Reading, sources: readonly Reading[], cited: number): Doubt[] {
  return doubtFigures(claim, sources, cited).map(({ figure, kind }) =>
    kind === 'own count'
      ? { note: 'a count of its own', isGrave: false }
      : { note: `${FIGURE_NOTES[kind]}: ${figure.text.trim()}`, isGrave: kind !== 'bound' },
  )
}

type ReadPassage = { body: Reading; context: Reading; people: readonly string[]; indexes: readonly SourceIndex[] }

/** An answer checks sentence after sentence against the same passages: what was read of one is kept as long as it. */
const passages = new WeakMap<Cited, ReadPassage>()

function readCited(passage: Cited): ReadPassage {
  const known = passages.get(passage)
  if (known) return known
  const { text, title, headings, speaker = '', date } = passage
  const body = readText(text)
  const context = readText([title, ...headings, speaker, date].join('\n'))
  const people = [...listPeople(text, body), ...listPeople(speaker, context), ...(speaker === '' ? [] : [speaker])]
  const read = { body, context, people, indexes: [indexSource(body), indexSource(context)] }
  passages.set(passage, read)
  return read
}

const light = (notes: readonly string[]): Doubt[] => notes.map((note) => ({ note, isGrave: false }))

/** The sentences of the sources that a claim's clauses were found in. */
const sentencesOf = (matches: readonly Match[]): string[] =>
  matches.flatMap(({ source, pairs }) => {
    const at = pairs.flatMap((pair) => source?.tokens[pair.source]?.clause ?? [])
    const told = new Set(at.map((one) => source?.reading.clauses[one]?.statement))
    const around = source?.reading.clauses.filter(({ statement }) => told.has(statement)) ?? []
    return around.map(({ start, end }) => source?.reading.text.slice(start, end) ?? '')
  })

/** What speaks against a sentence, given the passages that it cites; nothing where it follows from them. */
export function findDoubts(text: string, cited: readonly Cited[]): Doubt[] {
  const claimRead = readText(text)
  if (claimRead.words.length + claimRead.figures.length === 0) return []
  const read = cited.map(readCited)
  const bodies = read.map(({ body }) => body)
  const contexts = read.map(({ context }) => context)
  const everything = [...bodies, ...contexts]
  const doubts = figureDoubts(claimRead, everything, cited.length)
  if (isMostlyChinese(text) !== isMostlyChinese(cited.map((passage) => passage.text).join('\n'))) {
    const told = doubts.length > 0 ? 'told' : compareLanguages(claimRead, everything)
    if (told === 'unknown') return light(['in another language than its source'])
    return [...doubts, ...light(told === 'told' ? [] : ['little of it stands in the cited passages'])]
  }
  const indexes = read.flatMap((one) => one.indexes)
  const people = new Set([...listPeople(text, claimRead), ...read.flatMap((one) => one.people)])
  const claim = prepareSource(claimRead, people)
  const sources = bodies.map((body) => prepareSource(body, people))
  const matches = matchClauses(claim, sources)
  const exchanged = [
    ...findMisfits(claim.byClause, sources).map(({ said, better }) => ({ said: said.text, stands: better.text })),
    ...findWrongSpeaker(claim, matches, people),
    ...findSubstitutions(matches, indexes),
    ...findTurnedSlots(claim, sources),
    ...findReversed(claim, sources),
    ...findOtherDocuments(claim, sources, contexts),
  ]
  const opposite = [
    ...findOppositions(claim, matches, sources),
    ...findTurnedTimes(claim, sources),
    ...findOtherEvents(matches, claim),
  ]
  const turned = findTurnedWords(claimRead.text, bodies.map((body) => body.text).join('\n'))
  const isDenied =
    turned.some(({ said, stands }) => said === '' || stands === '') ||
    hasDenialDoubt(claim, matches, sources) ||
    hasTurnedClause(claim, sources) ||
    hasModalityDoubt(claim, matches, sources)
  const { run, isMostlyOwn } = findOwnWords(claimRead, indexes)
  return [
    ...doubts,
    ...findStrangers(claimRead, (name) => everything.some((one) => one.text.includes(name))).map((name) => ({
      note: `not in the cited passages: ${name}`,
      isGrave: true,
    })),
    ...light(exchanged.map(({ said, stands }) => `exchanged: ${said.trim()} / ${stands.trim()}`)),
    ...light(isDenied ? ['one of sentence and source denies, the other does not'] : []),
    ...light(
      [...opposite, ...turned]
        .filter(({ said, stands }) => said !== '' && stands !== '')
        .map(({ said, stands }) => `the opposite: ${said.trim()} / ${stands.trim()}`),
    ),
    ...light(findBroader(claim, matches).map((clause) => `a broader claim: ${clause.trim()}`)),
    ...light(
      findAdditions(claimRead.text, everything.map((one) => one.text).join('\n'), sentencesOf(matches).join('\n')).map(
        ({ kind, word }) => `a ${kind} of its own: ${word}`,
      ),
    ),
    ...light(run === undefined ? [] : [`words of its own: ${run}`]),
    ...light(isMostlyOwn ? ['little of it stands in the cited passages'] : []),
  ]
}
