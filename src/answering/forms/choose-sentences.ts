import { findQuantities } from '../../language/quantities.ts'
import type { Candidate } from '../candidates.ts'
import { showQuote } from '../plain-text.ts'
import { containment, contentUnits } from '../terms.ts'
import { EXTRACT } from '../thresholds.ts'

/** A sentence of an answer, and the places in other documents that say the same. */
export type Chosen = { candidate: Candidate; also: Candidate[] }

type Said = { units: ReadonlySet<string>; values: ReadonlySet<string> }

const readSaid = (quote: string): Said => ({
  units: contentUnits(quote),
  values: new Set(findQuantities(quote).map(({ key }) => key)),
})

const holdsAll = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean =>
  [...part].every((one) => whole.has(one))

/** Whether a sentence says nothing that another does not say: neither other words nor another figure. */
const isSaidBy = (own: Said, other: Said): boolean =>
  containment(own.units, other.units) > EXTRACT.duplicate && holdsAll(own.values, other.values)

/** What a lead-in announces: the sentence after it, or the points after it in an answer that is a list. */
function announced(candidate: Candidate, candidates: readonly Candidate[], isList: boolean): Candidate[] {
  if (!candidate.isLeadIn) return []
  const at = candidates.indexOf(candidate)
  return candidates
    .slice(at + 1, at + (isList ? EXTRACT.announcedInList + 1 : 2))
    .filter((next) => next.passage === candidate.passage && !next.isLabel && !next.isQuestion)
}

/**
 * Chooses sentences best first until there is no room, and none far below the best. One that another document says too
 * is shown once, with both places; one that says the same with another figure is another sentence.
 */
export function chooseSentences(
  candidates: readonly Candidate[],
  scores: readonly number[],
  isList: boolean,
): Chosen[] {
  const room = isList ? EXTRACT.listCharacters : EXTRACT.characters
  const most = isList ? EXTRACT.listSentences : EXTRACT.sentences
  const order = candidates
    .map((candidate, at) => ({ candidate, score: scores[at] ?? 0 }))
    .filter(({ candidate }) => !candidate.isLabel && !candidate.isQuestion)
    .sort((a, b) => b.score - a.score)
  const floor = (order[0]?.score ?? 0) * (isList ? EXTRACT.listRelativeScore : EXTRACT.relativeScore)
  const chosen: (Chosen & { said: Said })[] = []
  let length = 0
  const add = (candidate: Candidate): boolean => {
    const said = readSaid(candidate.quote)
    const known = chosen.find((one) => isSaidBy(said, one.said) || isSaidBy(one.said, said))
    if (known) {
      const isElsewhere = [known.candidate, ...known.also].every(
        ({ passage }) => passage.documentId !== candidate.passage.documentId,
      )
      if (isElsewhere && isSaidBy(known.said, said) && known.also.length < EXTRACT.alsoSaid) known.also.push(candidate)
      return false
    }
    const next = length + showQuote(candidate.quote).length
    if (chosen.length >= most || (chosen.length > 0 && next > room)) return false
    const beside = chosen.filter((one) => one.candidate.passage === candidate.passage)
    if (isList && beside.length >= EXTRACT.perPassageInList) return false
    chosen.push({ candidate, also: [], said })
    length = next
    return true
  }
  for (const { candidate, score } of order) {
    if (score < floor) break
    const following = announced(candidate, candidates, isList)
    if (candidate.isLeadIn && following.length === 0 && chosen.length > 0) continue
    if (add(candidate)) following.forEach(add)
  }
  return chosen.map(({ candidate, also }) => ({ candidate, also }))
}
