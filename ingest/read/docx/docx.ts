import type { Extraction, SourceFile } from '../../extraction.ts'
import { readDrawings } from '../office/drawing-lines.ts'
import { coreTitle, readRelationships } from '../office/office-package.ts'
import { elementsOf } from '../office/xml.ts'
import { createTextBuilder } from '../text-builder.ts'
import type { Archive } from '../zip/archive.ts'
import { readNotes } from './docx-notes.ts'
import { createNumbering } from './docx-numbering.ts'
import { type DocxPart, type DocxReader, readParts } from './docx-parts.ts'
import { readStyles } from './docx-styles.ts'

const MAIN_PART = 'word/document.xml'
const BODY_PARTS = new Set(['p', 'tbl', 'altChunk'])

/**
 * A Word document as Word shows it with all changes accepted: automatic numbers of headings and lists, tables, text
 * boxes, charts; notes and comments after the paragraph that refers to them. Page headers, page footers and tables of
 * contents, which repeat what stands elsewhere, are left out. Pictures are only counted.
 */
export async function readDocx({ name }: SourceFile, archive: Archive): Promise<Extraction> {
  const reader: DocxReader = {
    styles: readStyles(await archive.read('word/styles.xml')),
    nextMark: createNumbering(await archive.read('word/numbering.xml')),
    notesOf: await readNotes(archive),
    drawings: await readDrawings(archive, await readRelationships(archive, MAIN_PART)),
    fields: { open: [] },
    progress: { pictures: 0, carried: undefined },
  }
  const xml = await archive.read(MAIN_PART)
  if (!xml) throw new Error(`no ${MAIN_PART}`)

  const builder = createTextBuilder(name)
  let embedded = 0
  let shownTitle: string | undefined
  const add = ({ isTitle, text, kind, ...details }: DocxPart): void => {
    builder.add(kind, text, details)
    if (isTitle) shownTitle ??= text
  }
  for (const element of elementsOf(xml, BODY_PARTS)) {
    if (element.name === 'altChunk') embedded += 1
    readParts({ ...element, children: [element] }, reader).forEach(add)
  }
  const { carried } = reader.progress
  if (carried) add({ kind: 'paragraph', text: carried.text })

  const { text, blocks } = builder.finish()
  const first = blocks.find((block) => block.kind === 'heading' && block.level === 1)
  const title = shownTitle ?? (await coreTitle(archive)) ?? (first && text.slice(first.start, first.end))
  return { text, blocks, warnings: warningsOf(reader.progress.pictures, embedded), ...(title && { title }) }
}

function warningsOf(pictures: number, embedded: number): string[] {
  return [
    ...(pictures > 0 ? [`Pictures are not read (${pictures} in this file).`] : []),
    ...(embedded > 0 ? [`Documents inserted as a whole are not read (${embedded} in this file).`] : []),
  ]
}
