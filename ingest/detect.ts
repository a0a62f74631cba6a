import type { DocumentKind } from '../src/db/schema/documents.ts'
import { detectDate } from './detect/date.ts'
import { detectKind } from './detect/kind.ts'
import { detectPeople } from './detect/people.ts'
import { detectProject } from './detect/project.ts'
import { detectTitle } from './detect/title.ts'
import type { Extraction } from './extraction.ts'
import type { StructuredBlock } from './structure.ts'

/** What a reading finds out about its document as a whole; '' and [] where it finds nothing. */
export type DetectedDocument = {
  title: string
  kind: DocumentKind
  /** ISO 8601: a day, or a month. */
  date: string
  project: string
  people: string[]
}

/** Title, kind, date, project and people of a document; what its format itself states comes before what its text says. */
export function detectDocument(
  name: string,
  extraction: Extraction,
  blocks: readonly StructuredBlock[],
): DetectedDocument {
  const speakers = new Set(blocks.flatMap((block) => block.speaker ?? []))
  const title = detectTitle(name, extraction, blocks)
  return {
    title,
    kind: detectKind(name, title, extraction.text, speakers.size),
    date: extraction.date ?? detectDate(name, extraction.text),
    project: detectProject(name, title, extraction.text),
    people: detectPeople(extraction, blocks),
  }
}
