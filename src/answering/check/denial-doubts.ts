import { likenessOf } from './align.ts'
import { inClause, type Match, type Source } from './match.ts'
import { type Denial, findDenials, isConcession, isExclusive, isSoftlyDenied, isUniversal } from './polarity.ts'
import type { Clause, Word } from './reading.ts'

const SURE = 0.8
/** Words of which one holds a denial (认不出来) are alike enough when they share so much. */
const HOLDS_DENIAL = { pattern: /.[不没]./, likeness: 0.4 } as const
/** Share of a clause's words that have to be found before a denial says anything. */
const WELL_MATCHED = 0.4
/** Share of what a place tells of a clause that another has to tell to stand for it. */
const AS_GOOD = 0.7

/** A clause of a claim and where it stands, with what either side denies thereabouts. */
type Compared = {
  match: Match
  source: Source
  claim: Source
  clause: Clause
  /** Denials of the claim: in the clause, and in it and its neighbours. */
  said: readonly Denial[]
  saidAround: readonly Denial[]
  /** Denials of the source: all, and those in or near the clauses that were found. */
  all: readonly Denial[]
  stands: readonly Denial[]
}

const isMatched = (denial: Denial, others: readonly Denial[]): boolean =>
  others.some(({ words }) => words.some((word) => denial.words.some((one) => likenessOf(one, word) >= 0.5)))

/** The clauses of a source that a claim's clause was found in, with so many beside each. */
export function clausesOf({ source, pairs }: Match, beside: number): Set<number> {
  const at = pairs.flatMap(({ source: index }) => source?.tokens[index]?.clause ?? [])
  return new Set(
    at.flatMap((clause) =>
      Array.from({ length: 2 * beside + 1 }, (_, shift) => clause - beside + shift).filter(
        (one) => source?.reading.clauses[one]?.statement === source?.reading.clauses[clause]?.statement,
      ),
    ),
  )
}

export const readClauses = ({ reading }: Source, indices: ReadonlySet<number>): Clause[] =>
  reading.clauses.filter((_, index) => indices.has(index))

function hasPartner({ tokens, source, pairs }: Match, word: Word): boolean {
  const wanted = HOLDS_DENIAL.pattern.test(word.text) ? HOLDS_DENIAL.likeness : SURE
  return pairs.some(({ claim, source: index, likeness }) => {
    const [mine, theirs] = [tokens[claim], source?.tokens[index]]
    if (mine?.kind !== 'word' || theirs?.kind !== 'word') return false
    return likeness >= wanted && (mine.word === word || theirs.word === word)
  })
}

/** Whether a claim's clause has a word, be it in another order than its source. */
const isInClause = ({ tokens }: Match, word: Word): boolean =>
  tokens.some((token) => token.kind === 'word' && token.word.stem === word.stem)

/** Whether a word stands near where the clause was found, where nothing is denied. */
function isAffirmedNear({ match, source, all }: Compared, word: Word): boolean {
  const near = clausesOf(match, 2)
  return source.tokens.some(
    (token) =>
      token.kind === 'word' &&
      near.has(token.clause) &&
      token.text.length > 1 &&
      token.word.stem === word.stem &&
      !all.some(({ clause }) => clause === token.clause),
  )
}

function deniedByClaim(compared: Compared): boolean {
  const { match, source, claim, said, saidAround, stands } = compared
  const isSoft = readClauses(source, clausesOf(match, 0)).some((clause) =>
    isSoftlyDenied(source.reading.text, clause, claim.reading.text),
  )
  if (isSoft) return false
  const isInClaim = (word: Word) =>
    match.tokens.some((token) => token.kind === 'word' && likenessOf(word, token.word) >= SURE)
  const at = clausesOf(match, 0)
  const mayMeanTheSame = stands.some(
    (one) => !isMatched(one, saidAround) && (at.has(one.clause) || !one.words.some(isInClaim)),
  )
  if (mayMeanTheSame) return false
  return said.some(
    (one) =>
      !isMatched(one, stands) && one.words.some((word) => hasPartner(match, word) || isAffirmedNear(compared, word)),
  )
}

/** Whether a claim's clause stands as well in another place, where the word is not denied. */
function standsElsewhere({ match, source, all }: Compared, word: Word, there: number, sources: readonly Source[]) {
  const scoreOf = ({ reading, byClause }: Source, at: number): number => {
    const text = reading.text.slice(reading.clauses[at]?.start, reading.clauses[at]?.end)
    return match.tokens.reduce((sum, token) => sum + inClause(token, byClause[at] ?? [], text), 0)
  }
  const here = scoreOf(source, there)
  return sources.some((other) =>
    other.byClause.some((tokens, at) => {
      if (other === source && (at === there || all.some(({ clause }) => clause === at))) return false
      const has = tokens.some((token) => token.kind === 'word' && token.word.stem === word.stem)
      return has && scoreOf(other, at) >= AS_GOOD * here
    }),
  )
}

/** 改回 of 改回来. */
const isBegun = ({ text, isHan }: Word, claim: string): boolean =>
  isHan && text.length > 2 && claim.includes(text.slice(0, 2))

/** 写 of 写明, and not the 补 of 补不齐. */
const isPartOf = ({ tokens }: Match, { reading }: Source, { text, tag, end }: Word): boolean =>
  text.length === 1 &&
  reading.text.charAt(end) !== '不' &&
  tag.startsWith('v') &&
  tokens.some((token) => token.kind === 'word' && token.text.length === 2 && token.text.startsWith(text))

/** Whether a claim tells that something was done. */
const isDone = (text: string, { end }: Word): boolean => /^(?:了|过|完)/.test(text.slice(end))

const SAYS_ALL = /都|全部|均|所有|\ball\b/

function deniedBySource(compared: Compared, sources: readonly Source[]): boolean {
  const { match, source, claim, clause, saidAround, stands } = compared
  const { text } = claim.reading
  if (saidAround.some((one) => !isMatched(one, stands)) || isSoftlyDenied(text, clause, source.reading.text)) {
    return false
  }
  const beside = clausesOf(match, 1)
  const saysAll = SAYS_ALL.test(text.slice(clause.start, clause.end))
  return stands.some((one) => {
    if (!beside.has(one.clause) || isMatched(one, saidAround)) return false
    const word = one.words.find(
      (word) =>
        hasPartner(match, word) || isInClause(match, word) || isBegun(word, text) || isPartOf(match, source, word),
    )
    if (word === undefined) return false
    const done = match.tokens.some(
      (token) => token.kind === 'word' && token.word.stem === word.stem && isDone(text, token.word),
    )
    return saysAll || done || !standsElsewhere(compared, word, one.clause, sources)
  })
}

/** "Even then": what a claim says of a case that its source excepts. */
function isConceded({ claim, clause, saidAround, stands }: Compared): boolean {
  return (
    isConcession(claim.reading.text, clause) &&
    stands.some((one) => !isMatched(one, saidAround)) &&
    saidAround.every((one) => isMatched(one, stands))
  )
}

/** Whether the clause before says under what condition only: 只有总监特批, 除非. */
function isConditional({ text, clauses }: Source['reading'], at: number): boolean {
  const [before, clause] = [clauses[at - 1], clauses[at]]
  return before?.sentence === clause?.sentence && /只有|除/.test(text.slice(before?.start, before?.end))
}

/** Whether a claim and its sources have something in common that only one of them denies. */
export function hasDenialDoubt(claim: Source, matches: readonly Match[], sources: readonly Source[]): boolean {
  const said = findDenials(claim.reading)
  const denials = new Map(sources.map((source) => [source, findDenials(source.reading)]))
  return matches.some((match) => {
    const clause = claim.reading.clauses[match.clause]
    const { source } = match
    if (!source || !clause || match.pairs.length < WELL_MATCHED * match.tokens.length) return false
    const isOnly =
      isExclusive(claim.reading.text, clause) ||
      isConditional(claim.reading, match.clause) ||
      readClauses(source, clausesOf(match, 0)).some((one) => isExclusive(source.reading.text, one))
    if (isOnly) return false
    const near = clausesOf(match, 2)
    const all = denials.get(source) ?? []
    const compared: Compared = {
      match,
      source,
      claim,
      clause,
      said: said.filter((one) => one.clause === match.clause),
      saidAround: said.filter((one) => Math.abs(one.clause - match.clause) <= 1),
      all,
      stands: all.filter((one) => near.has(one.clause)),
    }
    return deniedByClaim(compared) || deniedBySource(compared, sources) || isConceded(compared)
  })
}

/** Clauses that say of all what their source says of some: with "only", "unless", "except". */
export function findBroader(claim: Source, matches: readonly Match[]): string[] {
  return matches.flatMap((match): string[] => {
    const clause = claim.reading.clauses[match.clause]
    const { source } = match
    if (!source || !clause || match.pairs.length < WELL_MATCHED * match.tokens.length) return []
    const { text } = claim.reading
    if (!isUniversal(text, clause) || isExclusive(text, clause)) return []
    const isLimited = readClauses(source, clausesOf(match, 0)).some(
      (one) => isExclusive(source.reading.text, one) && !isUniversal(source.reading.text, one),
    )
    return isLimited ? [text.slice(clause.start, clause.end)] : []
  })
}
