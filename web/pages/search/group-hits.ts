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
