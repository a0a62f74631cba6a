import { paragraphsOf, placeholderType } from './pptx-text.ts'
import { findAll, findChild, type XmlNode } from './xml.ts'

/** What the speaker wrote under a slide, without the page number and date that the notes page shows. */
export function notesOf(notes: XmlNode): string[] {
  return findAll(notes, 'sp')
    .filter((shape) => placeholderType(shape) === 'body')
    .flatMap((shape) => paragraphsOf(findChild(shape, 'txBody')))
}
