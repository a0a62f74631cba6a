import { decodeWords } from 'postal-mime'
import type { Extraction, SourceFile } from '../../extraction.ts'
import { addExtraction } from '../add-extraction.ts'
import { readHtml } from '../html/html.ts'
import { declaredCharset } from '../text/decode-file.ts'
import { readPlainText } from '../text/plain-text.ts'
import { createTextBuilder } from '../text-builder.ts'
import { cleanName } from '../zip/decode-name.ts'
import { parseMailFile } from './mail-file.ts'
import { decodeTextPart, type MimePart } from './mime.ts'

/**
 * A web page saved with what it shows: the page, then those in its frames. Pictures and styles are not read.
 *
 * Errors: `format_mismatch`, `file_broken`, `text_too_long`.
 */
export async function readMhtml(file: SourceFile): Promise<Extraction> {
  const message = await parseMailFile(file, 'a saved web page (MHTML)')
  const builder = createTextBuilder(file.name)
  const titles: string[] = []
  let unread = 0
  for (const part of pagesOf(message)) {
    const text = await decodeTextPart(part, declaredCharset)
    if (text === undefined) {
      unread += 1
      continue
    }
    const read: Extraction = part.type.value === 'text/plain' ? readPlainText(text) : readHtml(text, file.name)
    addExtraction(builder, read, 0)
    if (read.title) titles.push(read.title)
  }
  const title = titles[0] ?? cleanName(decodeWords(message.headers.get('subject') ?? ''))
  const warnings = [
    ...(unread > 0 ? ['A part of the page is in no known encoding; it is not read.'] : []),
    ...(message.isCutOff ? ['The file ends before its last part does: it may be cut off.'] : []),
  ]
  return { ...builder.finish(), ...(title !== '' && { title }), warnings }
}

const PAGE = /^(?:text\/html|application\/xhtml\+xml)$/

/** The pages with the one first that the file names as its beginning; plain text where there is no page. */
function pagesOf(message: MimePart): MimePart[] {
  const leaves = leavesOf(message)
  const pages = leaves.filter(({ type }) => PAGE.test(type.value))
  if (pages.length === 0) return leaves.filter(({ type }) => type.value === 'text/plain')
  const first = pages.find((page) => isStart(page, message))
  return first ? [first, ...pages.filter((page) => page !== first)] : pages
}

function isStart({ headers }: MimePart, message: MimePart): boolean {
  const start = message.type.parameter('start')
  const location = message.headers.get('snapshot-content-location')
  if (start !== undefined && headers.get('content-id') === start) return true
  return location !== undefined && headers.get('content-location') === location
}

function leavesOf(part: MimePart): MimePart[] {
  return part.type.value.startsWith('multipart/') ? part.parts.flatMap(leavesOf) : [part]
}
