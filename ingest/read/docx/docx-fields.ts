/** Fields (page numbers, links, tables of contents) open across runs and paragraphs: code first, then what is shown. */
export type Fields = { open: { code: string; isResult: boolean }[] }

const CONTENTS = /^\s*(?:TOC|TOA|INDEX)\b/i

/** Takes in a `w:fldChar` of that type: `begin`, `separate` or `end`. */
export function passFieldMark({ open }: Fields, type: string | undefined): void {
  const field = open.at(-1)
  if (type === 'begin') open.push({ code: '', isResult: false })
  else if (type === 'separate' && field) field.isResult = true
  else if (type === 'end') open.pop()
}

export function addFieldCode({ open }: Fields, code: string): void {
  const field = open.at(-1)
  if (field && !field.isResult) field.code += code
}

/** Whether text at this place is shown: it stands in no field's code. */
export function isShown({ open }: Fields): boolean {
  return open.every((field) => field.isResult)
}

/** Whether text at this place belongs to a table of contents, which repeats the headings. */
export function isInContents({ open }: Fields): boolean {
  return open.some((field) => CONTENTS.test(field.code))
}

/** A field's code does not go on in the next paragraph; one that seems to was broken off. */
export function endParagraph(fields: Fields): void {
  fields.open = fields.open.filter((field) => field.isResult)
}

/** What follows is the document's own text again, whatever fields say. */
export function leaveContents(fields: Fields): void {
  fields.open = []
}
