import { statesFigure } from './compare-figures.ts'
import { findPlaces } from './find-places.ts'
import type { Source } from './match.ts'
import type { Opposition } from './opposites.ts'
import type { Reading } from './reading.ts'

/** How much more of a clause another passage has to have than the one that the claim names. */
const FITS_BETTER = 0.3

/** Clauses that name the document of one passage and tell what stands in another: the 2025 edition for the 2023 one. */
export function findOtherDocuments(
  claim: Source,
  sources: readonly Source[],
  contexts: readonly Reading[],
): Opposition[] {
  if (sources.length < 2) return []
  return claim.byClause.flatMap((tokens): Opposition[] => {
    const naming = tokens.flatMap((token) => {
      if (token.kind !== 'figure') return []
      const named = contexts.flatMap(({ figures }, at) =>
        figures.some((one) => statesFigure(token.figure, one)) ? [at] : [],
      )
      const isInBody = sources.some(({ reading }) => reading.figures.some((one) => statesFigure(token.figure, one)))
      const [at] = named
      return at !== undefined && named.length === 1 && !isInBody ? [{ token, at }] : []
    })
    const [name] = naming
    if (!name || naming.length !== 1) return []
    const rest = tokens.filter((token) => token !== name.token)
    if (rest.length === 0) return []
    const [best] = findPlaces(rest, sources)
    const mine = sources[name.at]
    if (!best || !mine || best.source === mine) return []
    const here = findPlaces(rest, [mine])[0]?.share ?? 0
    const [title = ''] = (contexts[sources.indexOf(best.source)]?.text ?? '').split('\n')
    return best.share - here >= FITS_BETTER ? [{ said: name.token.text, stands: title }] : []
  })
}
