import { crc32, inflateRawSync } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { AppError } from '../../../src/errors.ts'
import type { SourceFile } from '../../extraction.ts'
import { formatOf } from '../formats.ts'
import {
  MAX_ARCHIVE_BYTES,
  MAX_ARCHIVE_ENTRIES,
  MAX_INFLATE_RATIO,
  RATIO_CHECKED_FROM,
  TOTAL_RATIO_CHECKED_FROM,
} from '../limits.ts'

export type Archive = {
  names: ReadonlySet<string>
  /** The inflated bytes of an entry; undefined when there is none of that name. */
  read: (name: string) => Promise<Buffer | undefined>
  /** Inflates every entry once, so that a library may do it again without surprises. */
  verify: () => Promise<void>
}

/**
 * Opens the ZIP archive that an office file is, and holds its directory against the limits before anything is inflated.
 * Inflating stops where an entry grows beyond the size that the directory says.
 *
 * Errors: `archive_unsafe`, `file_encrypted`, `file_broken`.
 */
export async function openArchive(file: SourceFile): Promise<Archive> {
  const archive = await listArchive(file)
  const listed = archive.entries
  const entries = new Map(listed.map((entry) => [entry.fileName, entry]))
  for (const entry of listed) checkEntry(file.name, entry)
  return {
    names: new Set(entries.keys()),
    read: async (entryName) => {
      const entry = entries.get(entryName)
      return entry && Buffer.concat(await inflate(archive, entry, file.name))
    },
    verify: async () => {
      for (const entry of entries.values()) await inflate(archive, entry, file.name, 'discard')
    },
  }
}

/** An archive whose directory has been read. */
export type OpenArchive = { zip: ZipFile; bytes: Buffer; entries: Entry[] }

/**
 * The directory of a ZIP archive, held against the limits of number and of size taken together. An entry that swells by
 * itself does not count towards the ratio of all. `isLenient`: entries are left for the caller to look at one by one,
 * their names as bytes (`fileNameRaw`); else a wrong one fails the whole.
 *
 * Errors: `archive_unsafe`, `file_broken`.
 */
export async function listArchive({ name, bytes }: SourceFile, { isLenient = false } = {}): Promise<OpenArchive> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const options = { decodeStrings: !isLenient, validateEntrySizes: !isLenient }
  const zip = await fromBufferPromise(buffer, options).catch((cause) => {
    throw damaged(name, cause)
  })
  if (zip.entryCount > MAX_ARCHIVE_ENTRIES) {
    throw unsafe(name, `holds ${zip.entryCount} entries, more than ${MAX_ARCHIVE_ENTRIES}`)
  }
  const entries: Entry[] = []
  let [inflated, believed, packed] = [0, 0, 0]
  try {
    for await (const entry of zip.eachEntry()) {
      inflated += entry.uncompressedSize
      believed += excessiveRatio(entry) === undefined ? entry.uncompressedSize : 0
      packed += entry.compressedSize
      if (inflated > MAX_ARCHIVE_BYTES) throw unsafe(name, `unpacks to more than ${MAX_ARCHIVE_BYTES / 2 ** 30} GB`)
      if (packed > bytes.length) throw unsafe(name, 'holds entries that overlap')
      entries.push(entry)
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(name, cause)
  }
  const ratio = Math.round(believed / bytes.length)
  if (believed >= TOTAL_RATIO_CHECKED_FROM && ratio > MAX_INFLATE_RATIO) {
    throw unsafe(name, `unpacks to ${ratio} times its size`)
  }
  return { zip, bytes: buffer, entries }
}

function checkEntry(name: string, entry: Entry): void {
  if (entry.isEncrypted()) {
    throw new AppError('file_encrypted', `${name}: ${archiveOf(name)} is encrypted; save it without a password.`)
  }
  const ratio = excessiveRatio(entry)
  if (ratio !== undefined) throw unsafe(name, `holds an entry that unpacks to ${ratio} times its size`)
}

/** How many times its packed size an entry unpacks to, where that is more than is believed. */
export function excessiveRatio({ uncompressedSize, compressedSize }: Entry): number | undefined {
  const ratio = Math.round(uncompressedSize / Math.max(1, compressedSize))
  return uncompressedSize >= RATIO_CHECKED_FROM && ratio > MAX_INFLATE_RATIO ? ratio : undefined
}

const SMALL = 16 * 2 ** 20
const STORED = 0

/**
 * The bytes of an entry, in pieces; none with `discard`. Inflating stops where it grows beyond the size that is stated.
 *
 * Errors: `file_broken` for a wrong checksum or size.
 */
export async function inflate(
  { zip, bytes }: OpenArchive,
  entry: Entry,
  name: string,
  mode: 'keep' | 'discard' = 'keep',
): Promise<Buffer[]> {
  const chunks: Buffer[] = []
  let [checksum, size] = [0, 0]
  try {
    const pieces =
      entry.uncompressedSize > SMALL ? await zip.openReadStreamPromise(entry) : [await inflateAtOnce(zip, bytes, entry)]
    for await (const chunk of pieces) {
      checksum = crc32(chunk, checksum)
      size += chunk.length
      if (size > entry.uncompressedSize) throw new Error('larger than the directory says')
      if (mode === 'keep') chunks.push(chunk)
    }
  } catch (cause) {
    throw damaged(name, cause)
  }
  if (checksum !== entry.crc32 || size !== entry.uncompressedSize) {
    throw damaged(name, new Error('wrong checksum or size'))
  }
  return chunks
}

/** Thousands of streams would hold much memory until it is collected. */
async function inflateAtOnce(zip: ZipFile, bytes: Buffer, entry: Entry): Promise<Buffer> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  const packed = bytes.subarray(fileDataStart, fileDataStart + entry.compressedSize)
  if (entry.compressionMethod === STORED) return packed
  if (!entry.canDecodeFileData()) throw new Error(`compression method ${entry.compressionMethod}`)
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) })
}

/** An office file is a ZIP archive without looking like one. */
function archiveOf(name: string): string {
  return formatOf(name) === 'zip' ? 'the ZIP archive' : 'the ZIP archive inside'
}

function damaged(name: string, cause: unknown): AppError {
  const advice = formatOf(name) === 'zip' ? 'pack it anew' : 'open it in its own program and save it again'
  return new AppError('file_broken', `${name}: ${archiveOf(name)} is damaged; ${advice}.`, { cause })
}

function unsafe(name: string, why: string): AppError {
  return new AppError('archive_unsafe', `${name}: ${archiveOf(name)} ${why}; it was not unpacked.`)
}
