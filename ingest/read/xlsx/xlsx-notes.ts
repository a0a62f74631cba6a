import { commentLines } from '../docx/docx-notes.ts'
import { type Relationship, readXmlPart } from '../office/office-package.ts'
import { findAll, findChild, textOf, type XmlNode } from '../office/xml.ts'
import { paragraphsOf } from '../pptx/pptx-text.ts'
import type { Archive } from '../zip/archive.ts'
import { stringText } from './xlsx-book.ts'
import { placeOf } from './xlsx-cell.ts'

/** What stands on a sheet beside its cells: comments by row, from 1; the texts of its shapes; pictures are counted. */
export type SheetExtras = { comments: ReadonlyMap<number, string[]>; shapes: string[]; pictures: number }

export async function readExtras(
  archive: Archive,
  relationships: ReadonlyMap<string, Relationship>,
  people: ReadonlyMap<string, string>,
): Promise<SheetExtras> {
  const parts = async (type: string): Promise<XmlNode[]> => {
    const related = [...relationships.values()].filter((relationship) => relationship.type === type)
    const read = await Promise.all(related.map(({ part }) => readXmlPart(archive, part)))
    return read.filter((part) => part !== undefined)
  }
  const threads = (await parts('threadedComment')).flatMap((root) => findAll(root, 'threadedComment'))
  const inThreads = new Set(threads.map(({ attributes }) => attributes.ref))
  const comments = new Map<number, string[]>()
  const add = (reference: string | undefined, lines: string[]): void => {
    const row = placeOf(reference ?? '')?.row ?? 0
    comments.set(row, [...(comments.get(row) ?? []), ...lines])
  }
  for (const { attributes, children } of threads) {
    const text = textOf(children.find(({ name }) => name === 'text'))
    add(attributes.ref, commentLines(linesOf(text), people.get(attributes.personId ?? '')))
  }
  for (const root of await parts('comments')) {
    const authors = findAll(root, 'author').map(textOf)
    for (const comment of findAll(root, 'comment').filter(({ attributes }) => !inThreads.has(attributes.ref))) {
      const author = authors[Number(comment.attributes.authorId)] ?? ''
      add(
        comment.attributes.ref,
        commentLines(linesOf(withoutName(stringText(findChild(comment, 'text')), author)), author),
      )
    }
  }
  const drawings = await parts('drawing')
  const shapes = drawings.flatMap((root) => findAll(root, 'txBody').flatMap(paragraphsOf))
  return { comments, shapes, pictures: drawings.flatMap((root) => findAll(root, 'pic')).length }
}

/** The names of those who commented in newer programs, by their id. */
export async function readPeople(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const root = await readXmlPart(archive, 'xl/persons/person.xml')
  const people = root ? findAll(root, 'person') : []
  return new Map(people.map(({ attributes }) => [attributes.id ?? '', attributes.displayName ?? '']))
}

/** Excel writes the author's name as the comment's first line. */
function withoutName(text: string, author: string): string {
  return author !== '' && text.startsWith(author) ? text.slice(author.length).replace(/^\s*[:：]\s*/, '') : text
}

function linesOf(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
