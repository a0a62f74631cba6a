import type { Passage } from '../retrieval/passage.ts'
import type { Sentence } from './answer.ts'
import { findDoubts } from './check/doubts.ts'
import { findEntities, holdsEntity, toEntityText } from './entities.ts'
import { type FindRelated, isMostlyChinese } from './terms.ts'

export type Verdict = Pick<Sentence, 'support' | 'notes'>

/** Names of products and places, in any form that a glossary knows, that no passage has. */
function strangeNames(text: string, cited: readonly Passage[], findRelated: FindRelated | undefined): string[] {
  const source = toEntityText(
    cited.map(({ text, title, headings, speaker }) => [text, title, ...headings, speaker ?? ''].join('\n')).join('\n'),
  )
  return findEntities(text, isMostlyChinese(text) ? 'zh' : 'en', findRelated)
    .filter((entity) => (entity.kind === 'latin' || entity.kind === 'place') && !holdsEntity(entity, source))
    .map((entity) => entity.text)
}

/**
 * Checks a sentence against the passages it cites, without a model. Unsupported: it cites none, or states a value, a
 * date or a name that none of them has. Partial: what it says stands there otherwise (exchanged, denied, turned,
 * broadened), or it says more than they do; the notes say what. In another language than its passages a sentence is
 * checked by its values, names and known concepts only.
 */
export function checkSupport(
  text: string,
  cited: readonly Passage[],
  quotes: readonly string[],
  findRelated?: FindRelated,
): Verdict {
  if (cited.length === 0 || quotes.length === 0) return { support: 'unsupported', notes: ['cites no passage'] }
  const doubts = findDoubts(text, cited)
  const names = strangeNames(text, cited, findRelated).map((name) => `not in the cited passages: ${name}`)
  const notes = [...new Set([...doubts.map(({ note }) => note), ...names])]
  if (notes.length === 0) return { support: 'supported' }
  return { support: names.length > 0 || doubts.some(({ isGrave }) => isGrave) ? 'unsupported' : 'partial', notes }
}
