import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Where the bytes of an original lie: named by their own hash, never by anything a user typed. */
export function originalPath(dataFolder: string, contentHash: string): string {
  return join(dataFolder, 'files', contentHash.slice(0, 2), contentHash)
}

/** SHA-256 of a file's bytes, hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Keeps a copy of the bytes, once for all documents that share them. @returns their SHA-256, hex, and size. */
export async function storeOriginal(
  dataFolder: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ contentHash: string; bytes: number }> {
  const hash = createHash('sha256')
  let size = 0
  const incoming = join(dataFolder, 'files', `incoming-${randomUUID()}`)
  await mkdir(join(dataFolder, 'files'), { recursive: true })
  try {
    await pipeline(
      Readable.from(bytes),
      async function* count(source: AsyncIterable<Uint8Array>) {
        for await (const part of source) {
          hash.update(part)
          size += part.byteLength
          yield part
        }
      },
      createWriteStream(incoming, { flags: 'wx' }),
    )
    const contentHash = hash.digest('hex')
    const place = originalPath(dataFolder, contentHash)
    await mkdir(join(place, '..'), { recursive: true })
    await rename(incoming, place)
    return { contentHash, bytes: size }
  } catch (error) {
    await rm(incoming, { force: true })
    throw error
  }
}

export async function hasOriginal(dataFolder: string, contentHash: string): Promise<boolean> {
  return access(originalPath(dataFolder, contentHash)).then(
    () => true,
    () => false,
  )
}

export async function removeOriginals(dataFolder: string, contentHashes: readonly string[]): Promise<void> {
  await Promise.all(contentHashes.map((hash) => rm(originalPath(dataFolder, hash), { force: true })))
}
