import type { QueryTerm } from '../engines/engine.ts'
import { isFunctionWord } from '../language/function-words.ts'
import { extractTerms, type Term, termId } from '../language/terms.ts'

/**
 * How much each kind of term counts. Chosen on public Chinese and English sets: words alone rank news
 * best, pairs alone rank law best, and this mixture is within a hundredth of both.
 */
const KIND_WEIGHT: Record<Term['kind'], number> = { word: 1, pair: 0.4, character: 0.4 }
const FUNCTION_WORD_WEIGHT = 0.1

function weightOf(term: Term): number {
  return KIND_WEIGHT[term.kind] * (isFunctionWord(term.text) ? FUNCTION_WORD_WEIGHT : 1)
}

/** The terms a question is matched by; one that stands in it twice weighs twice. */
export function analyseQuery(query: string): QueryTerm[] {
  const terms = new Map<number, QueryTerm>()
  for (const term of extractTerms(query)) {
    const id = termId(term)
    const known = terms.get(id)
    terms.set(id, { id, text: term.text, weight: weightOf(term) + (known?.weight ?? 0) })
  }
  return [...terms.values()]
}
