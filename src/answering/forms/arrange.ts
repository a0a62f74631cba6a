import { normaliseForMatch } from '../../language/normalise.ts'
import type { WantedValue } from '../../language/questions.ts'
import { holdsValue } from '../values.ts'
import type { Chosen } from './choose-sentences.ts'

/** Sentences that lean on the one before them. */
const LEANS =
  /^\s*(?:[这那其该此它他她]|因此|所以|但是?|不过|同时|另外|后来|然后|(?:this|that|it|they|these|those|he|she|but|so)\b)/i

function leadOf(chosen: readonly Chosen[], wants: WantedValue | undefined): Chosen | undefined {
  if (wants === undefined) return undefined
  return chosen.find(({ candidate }) => holdsValue(wants, candidate.matchable.text))
}

/**
 * Passages in the order of their best sentence, the sentences of one passage in their own order. Where a value is asked
 * for, the best sentence that holds one comes first of all.
 * @param chosen best first.
 */
export function arrange(chosen: readonly Chosen[], wants: WantedValue | undefined): Chosen[][] {
  const lead = leadOf(chosen, wants)
  const groups = new Map<string, Chosen[]>()
  for (const one of lead ? [lead, ...chosen.filter((other) => other !== lead)] : chosen) {
    const { versionId, chunkId } = one.candidate.passage
    const key = `${versionId}:${chunkId}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map((group) => {
    const inOrder = group.toSorted((a, b) => a.candidate.span.start - b.candidate.span.start)
    if (!lead || !group.includes(lead) || LEANS.test(normaliseForMatch(lead.candidate.quote))) return inOrder
    return [lead, ...inOrder.filter((one) => one !== lead)]
  })
}
