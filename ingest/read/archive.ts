import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { AppError } from '../../src/errors.ts'
import type { SourceFile } from '../extraction.ts'
import { MAX_ARCHIVE_BYTES, MAX_ARCHIVE_ENTRIES, MAX_INFLATE_RATIO, RATIO_CHECKED_FROM } from './limits.ts'

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
export async function openArchive({ name, bytes }: SourceFile): Promise<Archive> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).catch((cause) => {
    throw damaged(name, cause)
  })
  const entries = await listEntries(zip, name)
  return {
    names: new Set(entries.keys()),
    read: async (entryName) => {
      const entry = entries.get(entryName)
      return entry && Buffer.concat(await inflate(zip, entry, name))
    },
    verify: async () => {
      for (const entry of entries.values()) await inflate(zip, entry, name, 'discard')
    },
  }
}

async function listEntries(zip: ZipFile, name: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ARCHIVE_ENTRIES) {
    throw unsafe(name, `holds ${zip.entryCount} entries, more than ${MAX_ARCHIVE_ENTRIES}`)
  }
  const entries = new Map<string, Entry>()
  let total = 0
  try {
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize
      checkEntry(entry, total, name)
      entries.set(entry.fileName, entry)
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(name, cause)
  }
  return entries
}

function checkEntry(entry: Entry, total: number, name: string): void {
  if (entry.isEncrypted()) {
    throw new AppError('file_encrypted', `${name}: the ZIP archive inside is encrypted; save it without a password.`)
  }
  if (total > MAX_ARCHIVE_BYTES) throw unsafe(name, `unpacks to more than ${MAX_ARCHIVE_BYTES / 2 ** 30} GB`)
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
  if (entry.uncompressedSize >= RATIO_CHECKED_FROM && ratio > MAX_INFLATE_RATIO) {
    throw unsafe(name, `holds an entry that unpacks to ${Math.round(ratio)} times its size`)
  }
}

async function inflate(zip: ZipFile, entry: Entry, name: string, mode: 'keep' | 'discard' = 'keep'): Promise<Buffer[]> {
  const chunks: Buffer[] = []
  let checksum = 0
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      checksum = crc32(chunk, checksum)
      if (mode === 'keep') chunks.push(chunk)
    }
  } catch (cause) {
    throw damaged(name, cause)
  }
  if (checksum !== entry.crc32) throw damaged(name, new Error(`wrong checksum: ${entry.fileName}`))
  return chunks
}

function damaged(name: string, cause: unknown): AppError {
  const message = `${name}: the ZIP archive inside is damaged; open it in its own program and save it again.`
  return new AppError('file_broken', message, { cause })
}

function unsafe(name: string, why: string): AppError {
  return new AppError('archive_unsafe', `${name}: the ZIP archive inside ${why}; it was not unpacked.`)
}
