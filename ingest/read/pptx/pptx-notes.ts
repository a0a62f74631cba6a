import { collapseWhitespace } from '../clean-text.ts'
import { commentLines } from '../docx/docx-notes.ts'
import { readXmlPart } from '../office/office-package.ts'
import { findAll, findChild, textOf, type XmlNode } from '../office/xml.ts'
import type { Archive } from '../zip/archive.ts'
import { paragraphsOf, placeholderType } from './pptx-text.ts'

/** What the speaker wrote under a slide, without the page number and date that the notes page shows. */
export function notesOf(notes: XmlNode): string[] {
  return findAll(notes, 'sp')
    .filter((shape) => placeholderType(shape) === 'body')
    .flatMap((shape) => paragraphsOf(findChild(shape, 'txBody')))
}

/** The names of those who commented, by their id: those of older and of newer programs. */
export async function readCommentAuthors(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const [part, element] of [
    ['ppt/commentAuthors.xml', 'cmAuthor'],
    ['ppt/authors.xml', 'author'],
  ] as const) {
    const root = await readXmlPart(archive, part)
    for (const { attributes } of root ? findAll(root, element) : []) {
      names.set(attributes.id ?? '', attributes.name ?? '')
    }
  }
  return names
}

/** The comments on a slide, each with its author, answers after what they answer. */
export function slideComments(comments: XmlNode, authors: ReadonlyMap<string, string>): string[] {
  return findAll(comments, 'cm').flatMap((comment) =>
    [comment, ...findAll(comment, 'reply')].flatMap((said) => {
      const plain = textOf(findChild(said, 'text')).trim()
      const texts = plain === '' ? paragraphsOf(findChild(said, 'txBody')) : [collapseWhitespace(plain)]
      return commentLines(texts, authors.get(said.attributes.authorId ?? ''))
    }),
  )
}
