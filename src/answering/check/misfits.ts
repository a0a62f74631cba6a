import { sharesConcept, type Token } from './align.ts'
import { statesFigure } from './compare-figures.ts'
import type { Source } from './match.ts'
import { isSame, slotOf, worth } from './parties.ts'

/** Two things of a claim, or one of a claim and one of a source, that fit the sources better in each other's place. */
export type Misfit = { said: Token; better: Token }

type Place = { source: number; index: number; clause: number; sentence: number }
/** A thing of a claim with what stands beside it in its clause. */
type Slot = { token: Token; places: Place[]; beside: { token: Token; places: Place[]; weight: number }[] }

/** What is enough to say that two were exchanged, as a share of what could fit better. */
const GAIN = { noun: 0.2, party: 0.1, figure: 0.17, absent: 0.5 } as const
/** How near things are: in one clause by the words between them, in one sentence by its clauses, beyond. */
const NEAR = { words: 8, sentence: [0, 0.45, 0.3], sameSentence: 0.2, nextClause: 0.2, nextSentence: 0.12, far: 0.03 }
/** How little a word counts with each word between. */
const FADING = 0.3

function saysSame(a: Token, b: Token): boolean {
  if (a.kind === 'figure' && b.kind === 'figure') return statesFigure(a.figure, b.figure)
  if (a.kind === 'figure' || b.kind === 'figure') return false
  if (a.word.stem === b.word.stem) return true
  const mayVary = a.word.concepts.size > 0 && slotOf(a) === undefined && slotOf(b) === undefined
  return mayVary && sharesConcept(a.word, b.word)
}

function placesOf(token: Token, sources: readonly Source[]): Place[] {
  return sources.flatMap(({ tokens, reading }, source) =>
    tokens.flatMap(({ clause }, index): Place[] => {
      const other = tokens[index]
      if (!other || !saysSame(token, other)) return []
      return [{ source, index, clause, sentence: reading.clauses[clause]?.sentence ?? 0 }]
    }),
  )
}

function nearnessOf(one: Place, other: Place): number {
  const clauses = Math.abs(one.clause - other.clause)
  if (clauses === 0) return 1 / (1 + (Math.abs(one.index - other.index) - 1) / NEAR.words)
  if (one.sentence === other.sentence) return NEAR.sentence[clauses] ?? NEAR.sameSentence
  if (clauses === 1) return NEAR.nextClause
  return Math.abs(one.sentence - other.sentence) === 1 ? NEAR.nextSentence : NEAR.far
}

/** How near two things stand in the sources at best, 0 to 1. */
function nearness(a: readonly Place[], b: readonly Place[]): number {
  let best = 0
  for (const one of a) {
    for (const other of b) {
      if (one.source !== other.source || one.index === other.index) continue
      best = Math.max(best, nearnessOf(one, other))
    }
  }
  return best
}

/** How well a thing at some places fits what stands beside a slot. */
const fitOf = (places: readonly Place[], { beside }: Slot, without: Token): number =>
  beside.reduce((sum, one) => sum + (one.token === without ? 0 : one.weight * nearness(places, one.places)), 0)

const mostOf = ({ beside }: Slot, without: Token): number =>
  beside.reduce((sum, one) => sum + (one.token === without ? 0 : one.weight), 0)

function toSlots(byClause: readonly (readonly Token[])[], sources: readonly Source[]): Slot[] {
  return byClause.flatMap((tokens) => {
    const placed = tokens.map((token) => ({ token, places: placesOf(token, sources) }))
    return placed.map(({ token, places }, at): Slot => {
      const beside = placed.flatMap((other, index) => {
        if (index === at || other.places.length === 0) return []
        return [{ ...other, weight: worth(other.token) / (1 + FADING * (Math.abs(index - at) - 1)) }]
      })
      return { token, places, beside }
    })
  })
}

/** Nouns, short forms of them (医保) and what stands for one (其他). */
const isNominal = (token: Token): boolean =>
  token.kind === 'word' && (token.word.isNoun || (token.word.isHan && /^[jlr]/.test(token.word.tag)))

const isMovable = ({ token, places }: Slot): boolean =>
  places.length > 0 && (slotOf(token) !== undefined || isNominal(token))

function gainWanted(token: Token): number {
  if (slotOf(token) === undefined) return GAIN.noun
  return token.kind === 'figure' ? GAIN.figure : GAIN.party
}

/** Pairs of a claim that fit better exchanged. */
function exchangedWithin(slots: readonly Slot[]): Misfit[] {
  const movable = slots.filter(isMovable)
  return movable.flatMap((a, at) =>
    movable.slice(at + 1).flatMap((b): Misfit[] => {
      if (slotOf(a.token) !== slotOf(b.token) || isSame(a.token, b.token)) return []
      const now = fitOf(a.places, a, b.token) + fitOf(b.places, b, a.token)
      const exchanged = fitOf(b.places, a, b.token) + fitOf(a.places, b, a.token)
      const all = mostOf(a, b.token) + mostOf(b, a.token)
      return all > 0 && (exchanged - now) / all >= gainWanted(a.token) ? [{ said: a.token, better: b.token }] : []
    }),
  )
}

const MEASURED: ReadonlySet<string> = new Set(['duration', 'percent', 'money', 'date', 'month', 'time'])
/** An amount or a date that stands nowhere is another doubt, or was reckoned. */
const isMeasured = (token: Token): boolean => token.kind === 'figure' && MEASURED.has(token.figure.kind)

/** Things of a claim in whose place the sources have one of their kind that the claim leaves out. */
function takenFromElsewhere(slots: readonly Slot[], sources: readonly Source[]): Misfit[] {
  return slots.flatMap((slot): Misfit[] => {
    const kind = slotOf(slot.token)
    const all = mostOf(slot, slot.token)
    if (kind === undefined || all < 1 || (slot.places.length === 0 && isMeasured(slot.token))) return []
    const now = fitOf(slot.places, slot, slot.token)
    const rival = sources
      .flatMap(({ tokens }) => tokens.filter((one) => slotOf(one) === kind))
      .filter((one) => !slots.some(({ token }) => isSame(token, one)))
      .find((one) => (fitOf(placesOf(one, sources), slot, one) - now) / all >= GAIN.absent)
    return rival ? [{ said: slot.token, better: rival }] : []
  })
}

/**
 * Finds what was exchanged: two numbers, two people, two nouns. Each thing of a claim is held against the words beside
 * it; where another of its kind stands nearer to those in the sources, it is the other that is meant.
 * @param byClause the tokens of the claim.
 */
export function findMisfits(byClause: readonly (readonly Token[])[], sources: readonly Source[]): Misfit[] {
  const slots = toSlots(byClause, sources)
  return [...exchangedWithin(slots), ...takenFromElsewhere(slots, sources)]
}
