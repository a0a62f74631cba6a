import type { Extraction, SourceFile } from '../../extraction.ts'
import { addExtraction } from '../add-extraction.ts'
import { isSupported } from '../formats.ts'
import { readHtml } from '../html/html.ts'
import { readFailure } from '../read-failure.ts'
import { declaredCharset } from '../text/decode-file.ts'
import { readPlainText } from '../text/plain-text.ts'
import { createTextBuilder, type TextBuilder } from '../text-builder.ts'
import { leftOutWarnings } from '../zip/member-path.ts'
import { listAttachments, readAttachments } from './mail-attachments.ts'
import { parseMailFile } from './mail-file.ts'
import { readMailHeader } from './mail-header.ts'
import { type MailBody, sortParts } from './mail-parts.ts'
import { decodeTextPart, type MimePart } from './mime.ts'

const ENCRYPTED = /^(?:multipart\/encrypted|application\/(?:x-)?pkcs7-mime|application\/pgp-encrypted)$/

/**
 * An e-mail: subject as heading, a block of who, to whom and when, the text with what it quotes; attachments and
 * messages inside are members.
 *
 * Errors: `format_mismatch`, `file_encrypted`, `file_broken`, `text_too_long`.
 */
export async function readEml(file: SourceFile): Promise<Extraction> {
  const message = await parseMailFile(file, 'an e-mail')
  const { bodies, attachments, pictures } = sortParts(message)
  const isEncrypted = [message, ...attachments].some(({ type }) => ENCRYPTED.test(type.value))
  if (isEncrypted && bodies.every(({ html, plain }) => html.length + plain.length === 0)) {
    throw readFailure(file, 'file_encrypted', 'the e-mail is encrypted; save it decrypted from the mail program')
  }
  const { subject, date, people, lines } = readMailHeader(message.headers)
  const builder = createTextBuilder(file.name)
  if (subject !== '') builder.add('heading', subject, { level: 1 })
  for (const line of lines) builder.add('paragraph', line)
  let unread = 0
  for (const body of bodies) if (!(await addBody(builder, body, file.name))) unread += 1

  const named = listAttachments(attachments)
  const warnings = [
    ...leftOutWarnings(named.filter(({ path }) => !isSupported(path)).map(({ path }) => path)),
    ...(pictures > 0 ? [`Pictures in the text are not read (${pictures} in this file).`] : []),
    ...(unread > 0 ? ['A part of the text is in no known encoding; it is not read.'] : []),
    ...(message.isCutOff ? ['The e-mail ends before its last part does: it may be cut off.'] : []),
  ]
  return {
    ...builder.finish(),
    ...(subject !== '' && { title: subject }),
    ...(date && { date }),
    ...(people.length > 0 && { people }),
    ...(named.length > 0 && { members: readAttachments(named.filter(({ path }) => isSupported(path))) }),
    warnings,
  }
}

/** Adds the page if it has words, else the plain text; says whether anything could be decoded. */
async function addBody(builder: TextBuilder, { html, plain }: MailBody, name: string): Promise<boolean> {
  const pages = await decodeAll(html, declaredCharset)
  const read = pages.filter((page) => page !== undefined).map((page) => readHtml(page, name))
  if (read.some(({ blocks }) => blocks.length > 0)) {
    for (const each of read) addExtraction(builder, each)
    return !pages.includes(undefined)
  }
  const texts = await decodeAll(plain)
  for (const text of texts) if (text !== undefined) addExtraction(builder, readPlainText(text))
  return !texts.includes(undefined)
}

async function decodeAll(parts: readonly MimePart[], declared?: (bytes: Uint8Array) => string | undefined) {
  const texts: (string | undefined)[] = []
  for (const part of parts) texts.push(await decodeTextPart(part, declared))
  return texts
}
