import type { Token } from './align.ts'
import { inClause, type Source } from './match.ts'
import { worth } from './parties.ts'
import type { Clause } from './reading.ts'

/** A clause of a source, and how much of a claim's clause stands in it, 0 to 1. */
export type Place = { source: Source; at: number; clause: Clause; share: number }

/** The clauses of the sources that have anything of a claim's clause, in whatever order, the one with most first. */
export function findPlaces(tokens: readonly Token[], sources: readonly Source[]): Place[] {
  const all = tokens.reduce((sum, token) => sum + worth(token), 0)
  const places = sources.flatMap((source) =>
    source.reading.clauses.flatMap((clause, at): Place[] => {
      const others = source.byClause[at] ?? []
      if (others.length === 0) return []
      const text = source.reading.text.slice(clause.start, clause.end)
      const held = tokens.reduce((sum, token) => sum + worth(token) * inClause(token, others, text), 0)
      return held > 0 ? [{ source, at, clause, share: held / all }] : []
    }),
  )
  return places.sort((a, b) => b.share - a.share)
}
