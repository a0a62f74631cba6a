import type { MimePart } from './mime.ts'

/** What a message shows: its text, once as a page and once plain where both are there, in the order of its parts. */
export type MailBody = { html: MimePart[]; plain: MimePart[] }

/** A message's parts by what they are for. `pictures`: those that its text shows, mostly logos. */
export type MailParts = { bodies: MailBody[]; attachments: MimePart[]; pictures: number }

export function sortParts(message: MimePart): MailParts {
  const sorted: MailParts = { bodies: [], attachments: [], pictures: 0 }
  visit(message, sorted, undefined)
  return sorted
}

function visit(part: MimePart, sorted: MailParts, alternative: MailBody | undefined): void {
  if (part.type.value.startsWith('multipart/')) {
    const isChoice = part.type.value === 'multipart/alternative' && alternative === undefined
    const body = isChoice ? addBody(sorted) : alternative
    for (const child of part.parts) visit(child, sorted, body)
  } else if (isBody(part)) {
    const body = alternative ?? addBody(sorted)
    body[part.type.value === 'text/html' ? 'html' : 'plain'].push(part)
  } else if (isShownPicture(part)) sorted.pictures += 1
  else sorted.attachments.push(part)
}

function addBody(sorted: MailParts): MailBody {
  const body: MailBody = { html: [], plain: [] }
  sorted.bodies.push(body)
  return body
}

function isBody({ type, disposition, name }: MimePart): boolean {
  const isText = type.value === 'text/plain' || type.value === 'text/html' || type.value === ''
  return isText && disposition.value !== 'attachment' && name === undefined
}

function isShownPicture({ type, disposition, headers }: MimePart): boolean {
  if (!type.value.startsWith('image/') || disposition.value === 'attachment') return false
  return headers.has('content-id') || disposition.value === 'inline'
}
