import type { Extraction, SourceFile } from '../../extraction.ts'
import { readDrawings } from '../office/drawing-lines.ts'
import { coreTitle, type Relationship, readRelationships, readXmlPart } from '../office/office-package.ts'
import { findAll, findChild, type XmlNode } from '../office/xml.ts'
import { createTextBuilder, type TextBuilder } from '../text-builder.ts'
import type { Archive } from '../zip/archive.ts'
import { notesOf, readCommentAuthors, slideComments } from './pptx-notes.ts'
import { readShapes } from './pptx-shapes.ts'

const PRESENTATION = 'ppt/presentation.xml'

/**
 * A slide deck in the order in which it is shown: titles, paragraphs, tables, charts, then the speaker's notes and what
 * others commented. Hidden slides are read as well.
 */
export async function readPptx({ name }: SourceFile, archive: Archive): Promise<Extraction> {
  const builder = createTextBuilder(name)
  const slides = await slideParts(archive)
  const authors = await readCommentAuthors(archive)
  const titles: string[] = []
  const hidden: number[] = []
  let pictures = 0
  for (const [at, part] of slides.entries()) {
    const slide = await readXmlPart(archive, part)
    if (!slide) continue
    pictures += findAll(slide, 'pic').length
    if (isHidden(slide)) hidden.push(at + 1)
    const title = await addSlide(builder, archive, { slide, part, page: at + 1, authors })
    if (title) titles.push(title)
  }
  const title = (await coreTitle(archive)) ?? titles[0]
  const warnings = [
    ...(pictures > 0 ? [`Pictures are not read (${pictures} in this file).`] : []),
    ...(hidden.length > 0 ? [`Hidden slides are read like the others: ${hidden.join(', ')}.`] : []),
  ]
  return { ...builder.finish(), pages: slides.length, warnings, ...(title && { title }) }
}

function isHidden(slide: XmlNode): boolean {
  const show = findChild(slide, 'sld')?.attributes.show
  return show === '0' || show === 'false'
}

async function slideParts(archive: Archive): Promise<string[]> {
  const presentation = await readXmlPart(archive, PRESENTATION)
  if (!presentation || !findChild(presentation, 'presentation')) throw new Error(`${PRESENTATION} is no presentation`)
  const relationships = await readRelationships(archive, PRESENTATION)
  const ids = findAll(presentation, 'sldId')
  return ids.flatMap((id) => relationships.get(id.attributes['r:id'] ?? '')?.part ?? [])
}

type SlidePart = { slide: XmlNode; part: string; page: number; authors: ReadonlyMap<string, string> }

/** Adds one slide and returns its title. */
async function addSlide(builder: TextBuilder, archive: Archive, { slide, part, page, authors }: SlidePart) {
  const relationships = await readRelationships(archive, part)
  const { title, shapes } = readShapes(slide, await readDrawings(archive, relationships))
  if (title) builder.add('heading', title, { level: page === 1 ? 1 : 2, page })
  for (const { kind, text, columns } of shapes) builder.add(kind, text, { page, ...(columns && { columns }) })
  for (const notes of await relatedParts(archive, relationships, 'notesSlide')) {
    for (const paragraph of notesOf(notes)) builder.add('note', paragraph, { page })
  }
  for (const comments of await relatedParts(archive, relationships, 'comments')) {
    for (const comment of slideComments(comments, authors)) builder.add('note', comment, { page })
  }
  return title
}

async function relatedParts(
  archive: Archive,
  relationships: ReadonlyMap<string, Relationship>,
  type: string,
): Promise<XmlNode[]> {
  const parts = [...relationships.values()].filter((relationship) => relationship.type === type)
  const read = await Promise.all(parts.map(({ part }) => readXmlPart(archive, part)))
  return read.filter((part) => part !== undefined)
}
