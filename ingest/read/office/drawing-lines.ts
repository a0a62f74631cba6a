import { chartLines } from '../pptx/pptx-chart.ts'
import { paragraphsOf } from '../pptx/pptx-text.ts'
import type { Archive } from '../zip/archive.ts'
import { type Relationship, readXmlPart } from './office-package.ts'
import { findAll } from './xml.ts'

/** The texts of the charts and diagrams (SmartArt) that a part of an office file shows, by relationship id. */
export async function readDrawings(
  archive: Archive,
  relationships: ReadonlyMap<string, Relationship>,
): Promise<ReadonlyMap<string, string[]>> {
  const lines = new Map<string, string[]>()
  for (const [id, { type, part }] of relationships) {
    if (type !== 'chart' && type !== 'diagramData') continue
    const xml = await readXmlPart(archive, part)
    if (xml) lines.set(id, type === 'chart' ? chartLines(xml) : findAll(xml, 't').flatMap(paragraphsOf))
  }
  return lines
}
