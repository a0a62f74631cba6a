import type { TermStatistics } from '../../engines/engine.ts'
import { extractTerms, type TermKind, termId } from '../../language/terms.ts'

const HAN = /\p{Script=Han}/u

/** How common the question's words are in the whole corpus, whoever asks. */
export type CorpusWords = {
  /** The idf of BM25 for a word, pair or character of the question in the form of `normaliseForMatch`. */
  rarityOf: (word: string) => number
  /** Whether no chunk can hold the words as they stand: one of their words or character pairs is in none. */
  isUnknown: (text: string) => boolean
}

/** @param statistics those of a search for the question: of its terms and of no others. */
export function corpusWords({ chunks, frequencies }: TermStatistics): CorpusWords {
  const chunksWith = (kind: TermKind, text: string) => frequencies.get(termId({ kind, text })) ?? 0
  const partsOf = (text: string) => {
    const parts = extractTerms(text)
    return parts.filter(({ kind, text: part }) => kind === 'pair' || !HAN.test(part))
  }
  /** At most: a phrase is in no more chunks than the rarest of its parts. */
  const frequencyOf = (text: string) => {
    if (text.length === 1) return chunksWith('character', text)
    const known = chunksWith('word', text)
    return known > 0 ? known : Math.min(...partsOf(text).map(({ kind, text: part }) => chunksWith(kind, part)))
  }
  const idf = (frequency: number) => Math.log(1 + (chunks - frequency + 0.5) / (frequency + 0.5))
  return {
    rarityOf: (word) => idf(Math.min(chunks, frequencyOf(word))),
    isUnknown: (text) => partsOf(text).some(({ kind, text: part }) => chunksWith(kind, part) === 0),
  }
}
