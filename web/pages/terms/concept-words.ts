/** Words that stand for one thing, as they are typed: a list in each language. */
export type ConceptDraft = { chinese: string; english: string; strength: 1 | 2 | 3 }

const LONGEST_WORD = 40
const MOST_WORDS = 20

/** Between words of any script; a space parts no English ones, for phrases hold it. */
const SEPARATORS = /[、，,；;|\t\r\n]+/u

/** The words of a typed list, each once. */
export function readWords(typed: string): string[] {
  const words = typed.split(SEPARATORS).map((word) => word.trim())
  return [...new Set(words.filter((word) => word !== ''))]
}

export type WordsFault = { kind: 'few' | 'many' | 'short' | 'long'; word: string }

/** What is wrong with a draft before it is sent; the service looks closer. */
export function findFault({ chinese, english }: ConceptDraft): WordsFault | undefined {
  const words = [...readWords(chinese), ...readWords(english)]
  const fault = (kind: WordsFault['kind'], word = '') => ({ kind, word })
  const short = words.find((word) => [...word].length < 2)
  if (short !== undefined) return fault('short', short)
  const long = words.find((word) => [...word].length > LONGEST_WORD)
  if (long !== undefined) return fault('long', long)
  const forms = new Set(words.map((word) => word.normalize('NFKC').toLowerCase()))
  if (forms.size < 2) return fault('few')
  return words.length > MOST_WORDS ? fault('many') : undefined
}
