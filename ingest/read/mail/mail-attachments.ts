import type { Member } from '../../extraction.ts'
import { extensionOf, isSupported } from '../formats.ts'
import { memberName, uniquePaths } from '../zip/member-path.ts'
import { readMailHeader } from './mail-header.ts'
import { decodeBody, type MimePart } from './mime.ts'
import { parseHeaders } from './mime-headers.ts'

/** An attachment and the name that it goes by. */
export type Attachment = { path: string; part: MimePart }

/** For attachments that come without a name. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/csv': '.csv',
  'text/markdown': '.md',
  'application/pdf': '.pdf',
  'application/zip': '.zip',
  'application/x-zip-compressed': '.zip',
  'application/rtf': '.rtf',
  'application/msword': '.doc',
  'application/vnd.ms-excel': '.xls',
  'application/vnd.ms-powerpoint': '.ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': '.pptx',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/tiff': '.tif',
}

/** Gives each attachment a name of its own with an ending; one without a name is called by what it is. */
export function listAttachments(parts: readonly MimePart[]): Attachment[] {
  const unique = uniquePaths()
  return parts.map((part) => {
    const isMessage = part.type.value === 'message/rfc822'
    const extension = EXTENSIONS[part.type.value] ?? ''
    const stated = memberName(part.name ?? (isMessage ? subjectOf(part) : ''))
    const name = stated === '' ? 'attachment' : stated
    const known = isMessage ? extensionOf(name) === '.eml' : isSupported(name)
    const hasEnding = known || (part.type.value === 'text/plain' && extensionOf(name) !== '')
    return { path: unique(hasEnding ? name : name + extension), part }
  })
}

function subjectOf(part: MimePart): string {
  return readMailHeader(parseHeaders(decodeBody(part).subarray(0, 64 * 1024))).subject.replace(/[\\/]/g, ' ')
}

/** The attachments one after another, each decoded when its turn comes. */
export function* readAttachments(attachments: readonly Attachment[]): Generator<Member> {
  for (const { path, part } of attachments) yield { path, bytes: decodeBody(part) }
}
