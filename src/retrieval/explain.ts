import type { Candidate } from '../engines/engine.ts'
import type { FoundCandidates } from './find-candidates.ts'
import type { Ranked } from './fuse.ts'
import type { Passage } from './passage.ts'
import type { Relevance } from './rerank/relevance.ts'

export type Explanation = {
  candidates: Pick<FoundCandidates, 'lexical' | 'dense'>
  model: readonly Ranked[]
  judgements: ReadonlyMap<string, Relevance>
}

/** By chunk: its place in a ranking and its score there. */
function placesIn(ranking: readonly Candidate[]): Map<string, { rank: number; score: number }> {
  return new Map(ranking.map(({ chunkId, score }, at) => [chunkId, { rank: at + 1, score }]))
}

/** Gives each passage where it stood in each ranking, and what its relevance is made of. */
export function explainPassages(passages: readonly Passage[], of: Explanation): Passage[] {
  const lexical = placesIn(of.candidates.lexical)
  const dense = placesIn(of.candidates.dense)
  const model = placesIn(of.model)
  return passages.map((passage) => {
    const { chunkId } = passage
    const judged = of.judgements.get(chunkId)
    const [inLexical, inDense, inModel] = [lexical.get(chunkId), dense.get(chunkId), model.get(chunkId)]
    return {
      ...passage,
      why: {
        ...passage.why,
        ...(inLexical && { lexical: inLexical }),
        ...(inDense && { dense: inDense }),
        ...(inModel && { model: inModel }),
        ...(judged && { rerank: judged.relevance, parts: judged.parts, concepts: judged.matches }),
      },
    }
  })
}
