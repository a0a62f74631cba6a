import { readFile as readBytes, stat } from 'node:fs/promises'
import { type LayoutFormat, packLayout } from '../src/db/layout-body.ts'
import type { MemberFile } from '../src/db/members.ts'
import { hashBytes, storeOriginalBytes } from '../src/db/originals.ts'
import { AppError } from '../src/errors.ts'
import { sketchText } from '../src/language/sketch.ts'
import { type ChunkSpan, chunkDocument } from './chunk.ts'
import { type DetectedDocument, detectDocument } from './detect.ts'
import type { Extraction, PageProgress } from './extraction.ts'
import { layoutFormatOf } from './read/formats.ts'
import { MAX_FILE_BYTES, MAX_MEMBER_DEPTH } from './read/limits.ts'
import { readDocument } from './read/read-document.ts'
import { structureDocument } from './structure.ts'

export type ReadRequest = {
  /** Absolute path of the bytes. */
  path: string
  /** The file's name, for its ending and for messages. */
  name: string
  /** Absolute path of the data folder, which keeps a copy of the bytes and of those of files inside. */
  dataFolder: string
  /** `path` is that copy already. */
  isKept: boolean
  /** How many files lie around this one. */
  depth: number
  /** What files inside this one may still bring: their number, and bytes in all. */
  room: { files: number; bytes: number }
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
  /** What read it beside the format's own reader, or ''. */
  reader: string
  sketch: Uint8Array
  /** Files inside this one; their bytes are kept in the data folder. */
  members: MemberFile[]
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

function packReading(format: LayoutFormat, { blocks, boxes, pageSizes }: Extraction): Uint8Array {
  return packLayout({ format, ...(pageSizes && { pages: pageSizes }), blocks, ...(boxes && { boxes }) })
}

/** Why the files inside are no longer taken from this one on. */
function whyNoMore(path: string, request: ReadRequest, taken: { files: number; bytes: number }): string | undefined {
  if (request.depth >= MAX_MEMBER_DEPTH) return `${path} lies more than ${MAX_MEMBER_DEPTH} files deep`
  const isBeyond = taken.files > request.room.files || taken.bytes > request.room.bytes
  return isBeyond ? `${path} goes beyond what one file may hold inside` : undefined
}

/**
 * Keeps the bytes of the files inside, as far as depth and room allow. The first that goes beyond says so for itself and
 * all behind it: an archive of archives could hold millions.
 */
async function keepMembers({ members }: Extraction, request: ReadRequest): Promise<MemberFile[]> {
  const kept: MemberFile[] = []
  const taken = { files: 0, bytes: 0 }
  for await (const member of members ?? []) {
    const { path } = member
    taken.files += 1
    taken.bytes += 'bytes' in member ? member.bytes.byteLength : 0
    const why = whyNoMore(path, request, taken)
    if (why !== undefined) {
      const message = `${why}; it was not unpacked, nor were the files behind it. Save them as files of their own.`
      kept.push({ path, failure: { code: 'archive_unsafe', message } })
      break
    }
    if ('failure' in member) kept.push(member)
    else {
      const contentHash = hashBytes(member.bytes)
      await storeOriginalBytes(request.dataFolder, contentHash, member.bytes)
      kept.push({ path, contentHash, bytes: member.bytes.byteLength })
    }
  }
  return kept
}

/**
 * Reads a file once: hash, text, structure, chunks, and a copy of the bytes in the data folder when all of that went
 * well.
 * @throws AppError `file_unreadable`, and what `readDocument` throws.
 */
export async function readFile(request: ReadRequest, onPage?: (pages: PageProgress) => void): Promise<ReadOutcome> {
  const bytes = await loadBytes(request)
  const contentHash = hashBytes(bytes)
  if (contentHash === request.knownHash) return { isUnchanged: true }
  const extraction = await readDocument({ name: request.name, bytes, ...(onPage && { onPage }) })
  const blocks = structureDocument(extraction)
  const reading: Reading = {
    isUnchanged: false,
    contentHash,
    bytes: bytes.byteLength,
    text: extraction.text,
    pages: extraction.pages,
    warnings: extraction.warnings,
    detected: detectDocument(request.name, extraction, blocks),
    chunks: extraction.isListing ? [] : chunkDocument(extraction.text, blocks),
    layout: packReading(extraction.shownAs ?? layoutFormatOf(request.name), extraction),
    reader: extraction.reader ?? '',
    sketch: sketchText(extraction.isListing ? '' : extraction.text),
    members: await keepMembers(extraction, request),
  }
  if (!request.isKept) await storeOriginalBytes(request.dataFolder, contentHash, bytes)
  return reading
}
