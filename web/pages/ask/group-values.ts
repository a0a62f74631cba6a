import type { AnswerConflict, Citation } from '../../api/wire.ts'

export type ValueSources = { value: string; citations: Citation[] }

/** The values of a conflict in the order in which they come, each with every citation that gives it. */
export function groupValues(conflict: AnswerConflict, cited: readonly Citation[]): ValueSources[] {
  const groups = new Map<string, ValueSources>()
  for (const [at, n] of conflict.citations.entries()) {
    const value = conflict.values[at] ?? ''
    const citation = cited.find((one) => one.n === n)
    if (!citation) continue
    const key = value.replace(/\s/g, '')
    const group = groups.get(key)
    if (group) group.citations.push(citation)
    else groups.set(key, { value, citations: [citation] })
  }
  return [...groups.values()]
}
