import type { QueryTerm } from '../../src/engines/engine.ts'
import { buildThesaurus } from '../../src/language/thesaurus.ts'
import { analyseQuery, type Understanding } from '../../src/retrieval/analyse.ts'

/** Understands a question by its own words alone. */
export const PLAIN_UNDERSTANDING: Understanding = {
  thesaurus: buildThesaurus([]),
  isIndexed: () => true,
  correct: () => [],
}

/** The terms that an engine is asked for, where no thesaurus is known. */
export function questionTerms(text: string): QueryTerm[] {
  return analyseQuery(text, PLAIN_UNDERSTANDING).terms
}
