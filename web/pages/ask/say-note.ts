import type { Texts } from '../../language/texts.ts'

/** What a check noted of a sentence, in the reader's language; a note that nobody translated stays as it is. */
export function sayNote(note: string, { notes, notesAbout, notesBetween }: Texts['answer']): string {
  const known = notes[note]
  if (known !== undefined) return known
  const [, kind = '', about = ''] = /^([^:：]+)[:：]\s*(.+)$/su.exec(note) ?? []
  const [said = '', stands = ''] = about.split(' / ')
  return notesBetween[kind]?.(said, stands) ?? notesAbout[kind]?.(about) ?? note
}
