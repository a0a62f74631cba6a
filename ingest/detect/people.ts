import type { Extraction } from '../extraction.ts'
import { findMemberLists } from '../structure/members.ts'
import { looksLikeName } from '../structure/names.ts'
import type { StructuredBlock } from '../structure.ts'

/** As many as a person may enter by hand. */
const MOST_PEOPLE = 200
/** Latin words that stand where a name is to be filled in: XXX, TBD. */
const PLACEHOLDER = /^(?:[A-Z]{2,}|N\/A)$/

/** The people of a document: whom its format states, who speaks, and whom its header lines list, in this order. */
export function detectPeople({ text, people = [] }: Extraction, blocks: readonly StructuredBlock[]): string[] {
  const speakers = blocks.flatMap(({ speaker }) => speaker?.split('、') ?? [])
  const listed = findMemberLists(text)
    .flatMap(({ names }) => names)
    .filter((name) => (looksLikeName(name) || /[A-Za-z]/.test(name)) && !PLACEHOLDER.test(name))
  return [...new Set([...people, ...speakers, ...listed])].slice(0, MOST_PEOPLE)
}
