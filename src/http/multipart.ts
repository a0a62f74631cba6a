import { AppError } from '../errors.ts'

/** One part of a form, in the order sent. Its body has to be read before the next part is asked for; what is left is skipped. */
export type FormPart = { name: string; fileName: string | undefined; body: AsyncIterable<Uint8Array> }

const MAX_HEADER_BYTES = 16 * 1024
const HEADER_END = Buffer.from('\r\n\r\n')

function malformed(what: string): AppError {
  return new AppError('malformed_request', `The form is not valid multipart/form-data: ${what}.`)
}

/** @throws AppError `unsupported_media_type` for another content type, `malformed_request` where the boundary is missing. */
export function boundaryOf(contentType: string | undefined): string {
  if (!/^multipart\/form-data\s*(;|$)/i.test(contentType ?? '')) {
    throw new AppError('unsupported_media_type', 'Files are sent as multipart/form-data in fields named files.')
  }
  const found = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType ?? '')
  const boundary = found?.[1] ?? found?.[2]
  if (boundary === undefined) throw malformed('its boundary is missing')
  return boundary
}

function decodeExtended(value: string | undefined): string | undefined {
  const encoded = /^utf-8'[^']*'(.*)$/i.exec(value ?? '')?.[1]
  if (encoded === undefined) return undefined
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}

function quotedParameter(header: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(header)
  return (found?.[1] ?? found?.[2])?.replace(/\\(["\\])/g, '$1').replace(/%22|%0D|%0A/gi, decodeURIComponent)
}

function describePart(headers: string): { name: string; fileName: string | undefined } {
  const disposition = headers.split('\r\n').find((line) => /^content-disposition:/i.test(line))
  const name = disposition && quotedParameter(disposition, 'name')
  if (disposition === undefined || name === undefined) throw malformed('a part has no name')
  const extended = decodeExtended(/;\s*filename\*=([^\s;]+)/i.exec(disposition)?.[1])
  return { name, fileName: extended ?? quotedParameter(disposition, 'filename') }
}

/** Bytes as they arrive, with the ones not yet used in front. */
function byteWindow(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  return {
    held: () => held,
    drop: (count: number) => {
      held = held.subarray(count)
    },
    /** @returns false at the end of the source. */
    more: async (): Promise<boolean> => {
      const { done, value } = await iterator.next()
      if (done) return false
      held =
        held.length === 0 ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.concat([held, value])
      return true
    },
  }
}

/**
 * Reads a form part by part without holding more of it than what has just arrived (RFC 7578).
 * @throws AppError `malformed_request`
 */
export async function* readForm(source: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<FormPart> {
  const input = byteWindow(source)
  const delimiter = Buffer.from(`\r\n--${boundary}`)

  async function need(count: number): Promise<void> {
    while (input.held().length < count) if (!(await input.more())) throw malformed('it ends too early')
  }

  async function* bodyUpToDelimiter(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = input.held().indexOf(delimiter)
      const safe = at >= 0 ? at : Math.max(0, input.held().length - delimiter.length + 1)
      if (safe > 0) {
        const piece = input.held().subarray(0, safe)
        input.drop(safe)
        yield piece
      }
      if (at >= 0) return input.drop(delimiter.length)
      if (!(await input.more())) throw malformed('it ends too early')
    }
  }

  async function readHeaders(): Promise<string> {
    for (;;) {
      const end = input.held().indexOf(HEADER_END)
      if (end > MAX_HEADER_BYTES || (end < 0 && input.held().length > MAX_HEADER_BYTES)) {
        throw malformed('the headers of a part are too long')
      }
      if (end >= 0) {
        const headers = input.held().subarray(0, end).toString('utf8')
        input.drop(end + HEADER_END.length)
        return headers
      }
      if (!(await input.more())) throw malformed('it ends too early')
    }
  }

  const opening = delimiter.subarray(2)
  await need(opening.length)
  if (!input.held().subarray(0, opening.length).equals(opening)) throw malformed('it does not begin with its boundary')
  input.drop(opening.length)
  for (;;) {
    await need(2)
    const mark = input.held().subarray(0, 2).toString('latin1')
    input.drop(2)
    if (mark === '--') return
    if (mark !== '\r\n') throw malformed('a boundary is not followed by a line end')
    const described = describePart(await readHeaders())
    const body = bodyUpToDelimiter()
    yield { ...described, body }
    for await (const _rest of body);
  }
}
