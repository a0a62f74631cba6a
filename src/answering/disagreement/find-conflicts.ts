import type { Citation, Conflict } from '../answer.ts'
import type { Candidate } from '../candidates.ts'
import { toCitation } from '../extract.ts'
import { containment } from '../terms.ts'
import { CONFLICT } from '../thresholds.ts'
import { areComparable, isSameValue } from './claims.ts'
import { areApart, areBothDone } from './qualifiers.ts'
import { type ConflictQuestion, isCited, listSides, type Side, sourceOf } from './sides.ts'

/** `added`: citations of sides that the answer did not cite; their numbers go on from its own. */
export type Disagreement = { conflicts: Conflict[]; added: Citation[] }

function areTwoSources(a: Candidate, b: Candidate): boolean {
  if (a.passage.documentId !== b.passage.documentId) return true
  return a.speaker !== undefined && b.speaker !== undefined && a.speaker !== b.speaker
}

/** Whether two values are of the same thing: in the same words, or in sentences alike that both say how it came out. */
function areOfOneThing(a: Side, b: Side): boolean {
  if (Math.abs(a.covered - b.covered) > CONFLICT.coverageGap || areApart(a, b)) return false
  const shared = Math.max(containment(a.units, b.units), containment(b.units, a.units))
  const isBare = a.words.size === 0 || b.words.size === 0
  const words = Math.max(containment(a.words, b.words), containment(b.words, a.words))
  if (a.isOpen) return words >= CONFLICT.openWords && shared >= CONFLICT.openShared
  if (words === 1 && Math.min(a.covered, b.covered) >= CONFLICT.coverageAlone) return true
  if (shared < CONFLICT.shared) return false
  return words >= CONFLICT.words || (isBare && shared >= CONFLICT.sharedByBare) || areBothDone(a, b)
}

/** Whether the sentence of one value turns the other one down. */
function rejects(a: Side, b: Side, sides: readonly Side[]): boolean {
  return sides.some((one) => one.candidate === a.candidate && one !== a && one.isRejected && isSameValue(one, b))
}

function disagree(a: Side, b: Side, sides: readonly Side[]): boolean {
  if (
    a.isRejected ||
    b.isRejected ||
    !areTwoSources(a.candidate, b.candidate) ||
    !areComparable(a, b) ||
    isSameValue(a, b)
  )
    return false
  if (rejects(a, b, sides) || rejects(b, a, sides)) return true
  if (!areOfOneThing(a, b)) return false
  const says = (source: Side, value: Side) =>
    sides.some(
      (one) =>
        sourceOf(one.candidate) === sourceOf(source.candidate) &&
        areComparable(one, value) &&
        isSameValue(one, value) &&
        areOfOneThing(one, value),
    )
  return !says(a, b) && !says(b, a)
}

function longestShared(a: string, b: string): string {
  let best = ''
  for (let start = 0; start < a.length; start++) {
    for (let end = start + best.length + 1; end <= a.length && b.includes(a.slice(start, end)); end++) {
      best = a.slice(start, end)
    }
  }
  return best.replace(/^[\s\p{P}的]+|[\s\p{P}\d]+$/gu, '')
}

/** What the values are values of, in the words that the first two sides share. */
function nameOf([first, second]: readonly Side[], question: ConflictQuestion): string {
  const shared = first && second ? longestShared(first.clause.replaceAll(first.text, ''), second.clause) : ''
  if ((shared.match(/\p{L}/gu)?.length ?? 0) > 1) return shared
  return question.terms.find(({ kind }) => kind === 'word')?.text ?? question.text
}

/**
 * Finds sources among the passages that give other values than the answer for what is asked: a value of the kind asked
 * for, in one unit, said of the same thing by another document or another speaker. Editions of one document, plan and
 * result, rounds and parts are no conflict. Nothing is averaged, and no side is left out.
 */
export function findConflicts(
  question: ConflictQuestion,
  candidates: readonly Candidate[],
  citations: readonly Citation[],
): Disagreement {
  const sides = listSides(question, candidates, citations)
  const most = Math.max(0, ...sides.map(({ covered }) => covered))
  const cited = sides.filter(
    ({ candidate, rank, covered }) =>
      isCited(candidate, citations) && (rank < CONFLICT.leading || covered >= CONFLICT.leadingCoverage * most),
  )
  const added: Citation[] = []
  const numberOf = (candidate: Candidate): number => {
    const known = [...citations, ...added].find(
      ({ versionId, span }) =>
        versionId === candidate.passage.versionId && span.start < candidate.span.end && candidate.span.start < span.end,
    )
    if (known) return known.n
    const next = toCitation(Math.max(0, ...[...citations, ...added].map(({ n }) => n)) + 1, candidate)
    added.push(next)
    return next.n
  }
  const conflicts: Conflict[] = []
  const settled = new Set<Side>()
  for (const first of cited) {
    if (settled.has(first)) continue
    const group: Side[] = [first]
    for (const other of sides) {
      const isNew = group.every((one) => sourceOf(one.candidate) !== sourceOf(other.candidate))
      if (isNew && group.length < CONFLICT.sides && disagree(first, other, sides)) group.push(other)
    }
    if (group.length < 2) continue
    for (const one of sides)
      if (group.some((side) => areComparable(side, one) && isSameValue(side, one))) settled.add(one)
    if (conflicts.length >= CONFLICT.most) break
    conflicts.push({
      about: nameOf(group, question),
      citations: group.map(({ candidate }) => numberOf(candidate)),
      values: group.map(({ text }) => text),
    })
  }
  return { conflicts, added }
}
