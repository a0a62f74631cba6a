/** The hits of one document, the best first; documents in the order of their best. */
export type HitGroup<Hit> = { documentId: string; hits: [Hit, ...Hit[]] }

export function groupHits<Hit extends { documentId: string }>(hits: readonly Hit[]): HitGroup<Hit>[] {
  const groups = new Map<string, HitGroup<Hit>>()
  for (const hit of hits) {
    const group = groups.get(hit.documentId)
    if (group) group.hits.push(hit)
    else groups.set(hit.documentId, { documentId: hit.documentId, hits: [hit] })
  }
  return [...groups.values()]
}

type Matched = {
  why?:
    | {
        terms?: readonly string[] | undefined
        concepts?: readonly { asked: string; found: string }[] | undefined
        dense?: { rank: number } | undefined
      }
    | undefined
}

const CLOSE_RANK = 10

/** Whether a hit holds a word of the query, or another word for one. */
export function hasWords({ why }: Matched): boolean {
  return (why?.terms?.length ?? 0) + (why?.concepts?.length ?? 0) > 0
}

/**
 * Of what was ranked, what is worth showing: passages that hold a word of the query or another word for one, and the
 * ones nearest in meaning. `isWeak`: none holds any.
 */
export function keepRelevant<Hit extends Matched>(hits: readonly Hit[]): { hits: Hit[]; isWeak: boolean } {
  const isNear = ({ why }: Matched) => (why?.dense?.rank ?? Number.POSITIVE_INFINITY) <= CLOSE_RANK
  return { hits: hits.filter((hit) => hasWords(hit) || isNear(hit)), isWeak: !hits.some(hasWords) }
}
