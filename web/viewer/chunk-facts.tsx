import { useFormat } from '../language/format.ts'
import { useText } from '../language/language.tsx'
import type { Passage } from './model/layout.ts'

/** What goes with a chunk, in words: where it stands, who speaks, its page and its length. */
export function useChunkFacts(): (passage: Passage) => string {
  const { viewer, common } = useText()
  const { number } = useFormat()
  return ({ headings, speaker, page, start, end }) =>
    [
      headings.join(' › '),
      speaker ?? '',
      page === undefined ? '' : common.page(page),
      viewer.characters(number(end - start)),
    ]
      .filter((fact) => fact !== '')
      .join(' · ')
}
