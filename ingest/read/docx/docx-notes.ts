import { collapseWhitespace, isCjk } from '../clean-text.ts'
import { readXmlPart } from '../office/office-package.ts'
import { findAll, type XmlNode } from '../office/xml.ts'
import type { Archive } from '../zip/archive.ts'
import type { NoteReference } from './docx-runs.ts'
import { readRuns } from './docx-runs.ts'

/** The paragraphs of the note or comment that is referred to. */
export type NotesOf = (reference: NoteReference) => readonly string[]

const PARTS = [
  ['footnote', 'word/footnotes.xml'],
  ['endnote', 'word/endnotes.xml'],
  ['comment', 'word/comments.xml'],
] as const

export async function readNotes(archive: Archive): Promise<NotesOf> {
  const notes = new Map<string, string[]>()
  for (const [kind, part] of PARTS) {
    const root = await readXmlPart(archive, part)
    for (const note of root ? findAll(root, kind) : []) notes.set(`${kind} ${note.attributes['w:id']}`, noteTexts(note))
  }
  return ({ kind, id }) => notes.get(`${kind} ${id}`) ?? []
}

function noteTexts(note: XmlNode): string[] {
  const texts = findAll(note, 'p')
    .map((paragraph) => collapseWhitespace(readRuns(paragraph, { open: [] }).text).trim())
    .filter((text) => text !== '')
  return note.name === 'comment' ? commentLines(texts, note.attributes['w:author']) : texts
}

/** A comment's lines, the first with its author: `批注（张三）：text`, in Latin script `Comment (Ann): text`. */
export function commentLines(texts: readonly string[], author = ''): string[] {
  const [first, ...others] = texts
  if (first === undefined) return []
  const name = author.trim()
  const label = [...first, ...name].some(isCjk)
    ? `批注${name === '' ? '' : `（${name}）`}：`
    : `Comment${name === '' ? '' : ` (${name})`}: `
  return [label + first, ...others]
}
