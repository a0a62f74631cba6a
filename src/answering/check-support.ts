import type { Passage } from '../retrieval/passage.ts'
import type { Sentence } from './answer.ts'
import { findDoubts } from './check/doubts.ts'
import { findStrangeWords } from './check/strange-words.ts'
import { type FindRelated, isMostlyChinese } from './terms.ts'

export type Verdict = Pick<Sentence, 'support' | 'notes'>

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
  const sources = cited.map(({ text, title, headings, speaker }) =>
    [text, title, ...headings, speaker ?? ''].join('\n'),
  )
  const isComparable = isMostlyChinese(text) && isMostlyChinese(sources.join('\n'))
  const names = isComparable ? findStrangeWords(text, sources.join('\n'), findRelated) : []
  const doubts = [
    ...findDoubts(text, cited),
    ...names.map((name) => ({ note: `not in the cited passages: ${name}`, isGrave: true })),
  ]
  if (doubts.length === 0) return { support: 'supported' }
  const notes = [...new Set(doubts.map(({ note }) => note))]
  return { support: doubts.some(({ isGrave }) => isGrave) ? 'unsupported' : 'partial', notes }
}
