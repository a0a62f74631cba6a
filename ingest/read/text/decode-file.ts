import type { SourceFile } from '../../extraction.ts'
import { MAX_BLOCKS, MAX_TEXT_CHARS } from '../limits.ts'
import { readFailure } from '../read-failure.ts'
import { describeBinary, isPdf, isRichText } from '../sniff.ts'
import { textTooLong, tooManyBlocks } from '../text-builder.ts'
import { decodeText } from './decode-text.ts'

/** Of the encodings that are read, none takes more bytes for one UTF-16 code unit: GB18030 takes 4. */
const MOST_BYTES_A_CHAR = 4

/** A file that is nothing but text is known to be too long before it is decoded. */
export async function decodeWhole(file: SourceFile): Promise<string> {
  if (file.bytes.length > MAX_TEXT_CHARS * MOST_BYTES_A_CHAR) throw textTooLong(file.name)
  const text = await decodeFile(file)
  let lines = 0
  for (const _ of text.matchAll(/\S.*/g)) if (++lines > MAX_BLOCKS) throw tooManyBlocks(file.name)
  return text
}

/** What fills a part of a log; archives of texts and the like have it between their texts. */
const FILLING = '\0'.repeat(8)

/**
 * A text file's characters, NULs and byte-order marks left out. `declared` is the encoding that the file names.
 *
 * Errors: `format_mismatch` for content that is not text.
 */
export async function decodeFile(file: SourceFile, declared?: string): Promise<string> {
  const markup = describeMarkup(file.bytes)
  const decoded = markup === undefined ? await decodeText(file.bytes, declared) : undefined
  const isFilled = decoded?.text.includes(FILLING) === true
  const what = markup ?? (decoded && !isFilled ? undefined : await describeBinary(file.bytes))
  if (decoded && what === undefined) return decoded.text.replace(/[\0\uFEFF]/g, '')
  const content = what ?? 'binary data'
  throw readFailure(file, 'format_mismatch', `the content is ${content}, not text; give the file its right ending`)
}

/** Content that consists of characters, too, but not of words. */
function describeMarkup(bytes: Uint8Array): string | undefined {
  if (isPdf(bytes.subarray(0, 8))) return 'a PDF'
  return isRichText(bytes) ? 'rich text (RTF)' : undefined
}

/** The encoding that an HTML page names in its first bytes. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]
}
