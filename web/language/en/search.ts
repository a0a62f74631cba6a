import type { Texts } from '../texts.ts'

const s = (n: string, one: string, many = `${one}s`) => `${n} ${n === '1' ? one : many}`

export const enSearch: Texts['search'] = {
  title: 'Search',
  label: 'Search the sources',
  placeholder: 'Keywords or a sentence: finds the passages themselves',
  submit: 'Search',
  filters: 'Filters',
  space: 'Space',
  kind: 'Kind',
  since: 'Not before',
  sinceHint: 'By the date that a document speaks of',
  lastMonths: (months) => (months < 12 ? `${months} months` : s(String(months / 12), 'year')),
  anyDate: 'Any date',
  anySpace: 'All spaces',
  anyKind: 'All kinds',
  sinceLabel: (day) => `from ${day}`,
  clearFilters: 'Clear filters',
  summary: (passages, documents, seconds) =>
    `${s(passages, 'passage')} in ${s(documents, 'document')}, ${seconds} seconds`,
  noGeneration: 'Sources only, nothing is generated',
  weak: 'No passage holds these words. These are the nearest ones and may be beside the point.',
  degraded: 'This search had to do without: ',
  parts: { embedding: 'matching by meaning' },
  results: 'Results',
  lexical: 'Keywords',
  dense: 'Meaning',
  lexicalWhy: (rank) => `Number ${rank} by keywords`,
  denseWhy: (rank) => `Number ${rank} by meaning`,
  more: (n) => `${n} more in this document`,
  fewer: 'Show fewer',
  help: '↑↓ or j k move · Space previews · Enter opens',
  preview: 'Preview',
  start: {
    title: 'Find the sources themselves',
    body: 'Finds the nearest passages by words and by meaning, and shows in which document, on which page and who said it.',
    tip: 'For an answer put together for you, use Ask.',
  },
  nothing: {
    title: 'No passage comes near',
    body: 'Try other or fewer words, remove filters, or check that the documents are in the library.',
    library: 'See the library',
  },
  failed: 'The search did not finish',
  emptyLibrary: 'The library is empty: add some documents first.',
}
