import { cleanText } from '../clean-text.ts'

/** Bytes of a name or a header that say nothing of their encoding: UTF-8 when they are, else GB18030. */
export function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Characters that turn the writing direction and make a name look like another. */
const DIRECTION_MARKS = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/** A name on one line, without characters that cannot be seen. */
export function cleanName(name: string): string {
  return cleanText(name.normalize('NFC')).replace(DIRECTION_MARKS, '').replace(/\s+/g, ' ').trim()
}
