import { likenessOf, type Token } from './align.ts'
import { findPlaces, type Place } from './find-places.ts'
import type { Source } from './match.ts'
import { type Denial, findDenials, isExclusive, isSoftlyDenied } from './polarity.ts'
import type { Word } from './reading.ts'

/** Share of a claim's clause that one clause of a source has to have. */
const WELL_HELD = 0.5
/** Share of what the best place has that another has to have to stand for it. */
const AS_GOOD = 0.7
/** From what likeness on words say the same, and may. */
const SURE = 0.8
const ALIKE = 0.4

/** A word that holds its denial (无条件) is itself only. */
const HOLDS_DENIAL = /[不没无未]/

const has = (tokens: readonly Token[], word: Word, likeness = SURE): boolean =>
  tokens.some(
    (token) =>
      token.kind === 'word' &&
      likenessOf(token.word, word) >= likeness &&
      (!HOLDS_DENIAL.test(word.text) || token.text === word.text),
  )

const near = (denials: readonly Denial[], at: number, beside: number): Denial[] =>
  denials.filter(({ clause }) => Math.abs(clause - at) <= beside)

/** Whether a clause beside the best one says a word too, without a denial. */
function isAffirmedElsewhere(word: Word, places: readonly Place[]): boolean {
  const [best, ...others] = places
  return others.some(
    ({ source, at, share }) =>
      best !== undefined &&
      share >= AS_GOOD * best.share &&
      has(source.byClause[at] ?? [], word) &&
      near(findDenials(source.reading), at, 0).length === 0,
  )
}

/** Clauses of a claim of which one clause of a source has nearly all, with only one of the two denying it. */
export function hasTurnedClause(claim: Source, sources: readonly Source[]): boolean {
  const said = findDenials(claim.reading)
  const { text, clauses } = claim.reading
  return claim.byClause.some((tokens, index) => {
    const clause = clauses[index]
    const places = tokens.length < 2 ? [] : findPlaces(tokens, sources)
    const [best] = places
    if (!clause || !best || best.share < WELL_HELD) return false
    const { source, at } = best
    const theirs = source.reading.text
    const around = [clauses[index - 1], clause, clauses[index + 1]].filter((one) => one?.sentence === clause.sentence)
    const isOnly = around.some((one) => one && isExclusive(text, one)) || isExclusive(theirs, best.clause)
    if (isOnly || isSoftlyDenied(text, clause, theirs) || isSoftlyDenied(theirs, best.clause, text)) return false
    const stands = findDenials(source.reading)
    if (near(said, index, 1).length === 0) {
      const denied = near(stands, at, 0).flatMap(({ words }) => words.filter((word) => has(tokens, word)))
      return denied.length > 0 && !denied.some((word) => isAffirmedElsewhere(word, places))
    }
    if (
      stands.some(({ clause: one, words }) => Math.abs(one - at) <= 1 || words.some((word) => has(tokens, word, ALIKE)))
    )
      return false
    const there = source.byClause[at] ?? []
    return near(said, index, 0).some(({ words }) => words.some((word) => has(there, word)))
  })
}
