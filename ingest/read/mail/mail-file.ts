import type { SourceFile } from '../../extraction.ts'
import { contentMismatch, readFailure } from '../read-failure.ts'
import { type MimePart, parseMime } from './mime.ts'

/** Fields of which at least one stands above every message. */
const FIELDS = ['from', 'to', 'subject', 'date', 'received', 'message-id', 'mime-version', 'content-type']

/**
 * A file in MIME form, taken apart; `what` it should be is for messages.
 *
 * Errors: `format_mismatch`, `file_broken`.
 */
export async function parseMailFile(file: SourceFile, what: string): Promise<MimePart> {
  let message: MimePart
  try {
    message = parseMime(file.bytes.subarray(leadLength(file.bytes)))
  } catch (cause) {
    throw readFailure(file, 'file_broken', `it cannot be read as ${what}; save it anew from its program`, cause)
  }
  if (!FIELDS.some((field) => message.headers.has(field))) throw await contentMismatch(file, what)
  return message
}

const LONGEST_LEAD = 1_000

/** A byte-order mark, empty lines, and the line `From sender date` that mailboxes put above each message. */
function leadLength(bytes: Uint8Array): number {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, LONGEST_LEAD))
  return /^(?:\u00EF\u00BB\u00BF)?\s*(?:>?From [^\n]*\n)?/.exec(head)?.[0].length ?? 0
}
