import { storeOriginal } from '../db/originals.ts'
import { AppError } from '../errors.ts'
import { isAccepted } from './accepted-files.ts'
import { readAway } from './discard-body.ts'
import { toFileLabel } from './file-label.ts'
import { MAX_FILE_BYTES, MAX_UPLOAD_BYTES } from './limits.ts'
import { type FormPart, readForm } from './multipart.ts'

/** A file of an upload: its label, and the hash of its stored bytes or undefined where its format is not read. */
export type ReceivedFile = { label: string; contentHash: string | undefined }
export type ReceivedUpload = { files: ReceivedFile[]; fields: Record<string, string> }

const MAX_FIELD_BYTES = 4_096
const MAX_FILES = 2_000

async function* limited(source: AsyncIterable<Uint8Array>, max: number, error: () => AppError) {
  let size = 0
  for await (const part of source) {
    size += part.byteLength
    if (size > max) throw error()
    yield part
  }
}

async function readField(part: FormPart): Promise<string> {
  const tooLong = () => new AppError('invalid_request', `${part.name}: is longer than ${MAX_FIELD_BYTES} bytes.`)
  const pieces: Uint8Array[] = []
  for await (const piece of limited(part.body, MAX_FIELD_BYTES, tooLong)) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

async function receiveFile(dataFolder: string, part: FormPart, label: string): Promise<ReceivedFile> {
  if (!isAccepted(label)) return { label, contentHash: undefined }
  const tooLarge = () =>
    new AppError('payload_too_large', `${label}: is larger than 200 MB; split it, or bring it in from its folder.`)
  const { contentHash } = await storeOriginal(dataFolder, limited(part.body, MAX_FILE_BYTES, tooLarge))
  return { label, contentHash }
}

export function assertUploadSize(contentLength: string | undefined): void {
  if (Number(contentLength ?? 0) > MAX_UPLOAD_BYTES) throw uploadTooLarge()
}

function uploadTooLarge(): AppError {
  return new AppError('payload_too_large', 'The upload is larger than 1 GB: send fewer files at once.')
}

async function receiveParts(
  dataFolder: string,
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): Promise<ReceivedUpload> {
  const files: ReceivedFile[] = []
  const fields: Record<string, string> = {}
  for await (const part of readForm(limited(body, MAX_UPLOAD_BYTES, uploadTooLarge), boundary)) {
    if (part.fileName === undefined) fields[part.name] = await readField(part)
    else if (part.fileName !== '') files.push(await receiveFile(dataFolder, part, toFileLabel(part.fileName)))
    if (files.length > MAX_FILES) {
      throw new AppError('payload_too_large', `More than ${MAX_FILES} files: send fewer files at once.`)
    }
  }
  return { files, fields }
}

/** The same bytes, for several readers in turn: one that stops early leaves the rest to the next. */
function shared(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]()
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) }
}

/**
 * Takes a form apart as it arrives. Each file that can be read goes straight to the data folder; the
 * names that the browser gave become labels. A form that is refused is read to its end all the same, so that its
 * sender gets to see the answer.
 * @throws AppError `payload_too_large`, `malformed_request`, `invalid_request`
 */
export async function receiveUpload(
  dataFolder: string,
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): Promise<ReceivedUpload> {
  const parts = shared(body)
  try {
    return await receiveParts(dataFolder, parts, boundary)
  } catch (error) {
    await readAway(parts, MAX_UPLOAD_BYTES)
    throw error
  }
}
