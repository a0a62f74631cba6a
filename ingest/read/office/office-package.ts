import { posix } from 'node:path'
import { cleanText } from '../clean-text.ts'
import type { Archive } from '../zip/archive.ts'
import { findAll, findChild, parseXml, textOf, type XmlNode } from './xml.ts'

/** What a part of an office file points to. */
export type Relationship = { type: string; part: string }

const AUTOMATIC_TITLE =
  /^(?:word document|powerpoint presentation|(?:document|presentation|文档|演示文稿)\s*\d*|pptxgenjs presentation)$/i

/** The title in the file's properties, unless it is one that programs fill in by themselves. */
export async function coreTitle(archive: Archive): Promise<string | undefined> {
  const core = await readXmlPart(archive, 'docProps/core.xml')
  const title = cleanText(textOf(findChild(core, 'coreProperties', 'title'))).trim()
  return title === '' || AUTOMATIC_TITLE.test(title) ? undefined : title
}

export async function readXmlPart(archive: Archive, part: string): Promise<XmlNode | undefined> {
  const bytes = await archive.read(part)
  return bytes && parseXml(bytes)
}

/** The relationships of a part by their id. `type` is the last word of the type's address, as in `notesSlide`. */
export async function readRelationships(archive: Archive, part: string): Promise<ReadonlyMap<string, Relationship>> {
  const folder = posix.dirname(part)
  const rels = await readXmlPart(archive, `${folder}/_rels/${posix.basename(part)}.rels`)
  const inside = (rels ? findAll(rels, 'Relationship') : []).filter((rel) => rel.attributes.TargetMode !== 'External')
  return new Map(
    inside.map(({ attributes }) => {
      const { Id = '', Target = '', Type = '' } = attributes
      const path = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      return [Id, { type: posix.basename(Type), part: path }]
    }),
  )
}
