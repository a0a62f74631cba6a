import { readFile as readBytes, stat } from 'node:fs/promises'
import { packLayout } from '../src/db/layout-body.ts'
import { hashBytes, storeOriginalBytes } from '../src/db/originals.ts'
import { AppError } from '../src/errors.ts'
import { type ChunkSpan, chunkDocument } from './chunk.ts'
import { type DetectedDocument, detectDocument } from './detect.ts'
import type { Extraction } from './extraction.ts'
import { type Format, formatOf } from './read/formats.ts'
import { MAX_FILE_BYTES } from './read/limits.ts'
import { readDocument } from './read/read-document.ts'
import { structureDocument } from './structure.ts'

export type ReadRequest = {
  /** Absolute path of the bytes. */
  path: string
  /** The file's name, for its ending and for messages. */
  name: string
  /** Data folder that keeps a copy of the bytes; undefined when `path` is that copy. */
  keepIn: string | undefined
  /** Nothing is read when this is the hash of the bytes; '' reads in any case. */
  knownHash: string
}

/** A file as text and spans, with the bytes it was read from. */
export type Reading = {
  isUnchanged: false
  contentHash: string
  bytes: number
  text: string
  pages: number | undefined
  warnings: string[]
  detected: DetectedDocument
  chunks: ChunkSpan[]
  /** The packed `Layout`. */
  layout: Uint8Array
}

export type ReadOutcome = Reading | { isUnchanged: true }

function unreadable(name: string, cause: unknown): AppError {
  return new AppError(
    'file_unreadable',
    `${name} cannot be read: check that it still exists and that this user may open it.`,
    { cause },
  )
}

async function loadBytes({ path, name }: ReadRequest): Promise<Uint8Array> {
  const found = await stat(path).catch((cause) => Promise.reject(unreadable(name, cause)))
  if (!found.isFile()) throw unreadable(name, undefined)
  if (found.size > MAX_FILE_BYTES) {
    throw new AppError(
      'file_too_large',
      `${name} is larger than ${MAX_FILE_BYTES / 2 ** 20} MB: split it into smaller files.`,
    )
  }
  return readBytes(path).catch((cause) => Promise.reject(unreadable(name, cause)))
}

function packReading(format: Format, { blocks, boxes, pageSizes }: Extraction): Uint8Array {
  return packLayout({ format, ...(pageSizes && { pages: pageSizes }), blocks, ...(boxes && { boxes }) })
}

/**
 * Reads a file once: hash, text, structure, chunks, and a copy of the bytes in the data folder when all of that went
 * well.
 * @throws AppError `file_unreadable`, and what `readDocument` throws.
 */
export async function readFile(request: ReadRequest): Promise<ReadOutcome> {
  const bytes = await loadBytes(request)
  const contentHash = hashBytes(bytes)
  if (contentHash === request.knownHash) return { isUnchanged: true }
  const extraction = await readDocument({ name: request.name, bytes })
  const blocks = structureDocument(extraction)
  const reading: Reading = {
    isUnchanged: false,
    contentHash,
    bytes: bytes.byteLength,
    text: extraction.text,
    pages: extraction.pages,
    warnings: extraction.warnings,
    detected: detectDocument(request.name, extraction, blocks),
    chunks: chunkDocument(extraction.text, blocks),
    layout: packReading(formatOf(request.name) ?? 'text', extraction),
  }
  if (request.keepIn !== undefined) await storeOriginalBytes(request.keepIn, contentHash, bytes)
  return reading
}
