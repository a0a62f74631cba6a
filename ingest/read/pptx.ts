import type { Extraction, SourceFile } from '../extraction.ts'
import type { Archive } from './archive.ts'
import { coreTitle, type Relationship, readRelationships, readXmlPart } from './office-package.ts'
import { notesOf } from './pptx-notes.ts'
import { readShapes } from './pptx-shapes.ts'
import { createTextBuilder, type TextBuilder } from './text-builder.ts'
import { findAll, findChild, type XmlNode } from './xml.ts'

const PRESENTATION = 'ppt/presentation.xml'

/** A slide deck in the order in which it is shown: titles, paragraphs, tables, charts, then the speaker's notes. */
export async function readPptx({ name }: SourceFile, archive: Archive): Promise<Extraction> {
  const builder = createTextBuilder(name)
  const slides = await slideParts(archive)
  const titles: string[] = []
  let pictures = 0
  for (const [at, part] of slides.entries()) {
    const slide = await readXmlPart(archive, part)
    if (!slide) continue
    pictures += findAll(slide, 'pic').length
    const title = await addSlide(builder, archive, { slide, part, page: at + 1 })
    if (title) titles.push(title)
  }
  const title = (await coreTitle(archive)) ?? titles[0]
  const warnings = pictures > 0 ? [`Pictures are not read (${pictures} in this file).`] : []
  return { ...builder.finish(), pages: slides.length, warnings, ...(title && { title }) }
}

async function slideParts(archive: Archive): Promise<string[]> {
  const presentation = await readXmlPart(archive, PRESENTATION)
  if (!presentation || !findChild(presentation, 'presentation')) throw new Error(`${PRESENTATION} is no presentation`)
  const relationships = await readRelationships(archive, PRESENTATION)
  const ids = findAll(presentation, 'sldId')
  return ids.flatMap((id) => relationships.get(id.attributes['r:id'] ?? '')?.part ?? [])
}

type SlidePart = { slide: XmlNode; part: string; page: number }

/** Adds one slide and returns its title. */
async function addSlide(builder: TextBuilder, archive: Archive, { slide, part, page }: SlidePart) {
  const relationships = await readRelationships(archive, part)
  const related = await loadRelated(archive, relationships)
  const { title, shapes } = readShapes(slide, related)
  if (title) builder.add('heading', title, { level: page === 1 ? 1 : 2, page })
  for (const { kind, text, columns } of shapes) builder.add(kind, text, { page, ...(columns && { columns }) })
  const notesPart = [...relationships.values()].find(({ type }) => type === 'notesSlide')?.part
  const notes = notesPart && (await readXmlPart(archive, notesPart))
  if (notes) for (const paragraph of notesOf(notes)) builder.add('note', paragraph, { page })
  return title
}

/** The charts and diagrams that a slide shows, by the relationship's id. */
async function loadRelated(archive: Archive, relationships: ReadonlyMap<string, Relationship>) {
  const related = new Map<string, XmlNode>()
  for (const [id, { type, part }] of relationships) {
    if (type !== 'chart' && type !== 'diagramData') continue
    const xml = await readXmlPart(archive, part)
    if (xml) related.set(id, xml)
  }
  return related
}
