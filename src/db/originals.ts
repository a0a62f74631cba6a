import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const INCOMING = 'incoming-'
const ABANDONED_AFTER_MS = 3_600_000
const WHOLE_UP_TO_BYTES = 4 * 1024 * 1024

/** Where the bytes of an original lie: named by their own hash, never by anything a user typed. */
export function originalPath(dataFolder: string, contentHash: string): string {
  return join(dataFolder, 'files', contentHash.slice(0, 2), contentHash)
}

export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** SHA-256 of a file's bytes, hex. */
export async function hashFile(path: string): Promise<string> {
  if ((await stat(path)).size <= WHOLE_UP_TO_BYTES) return hashBytes(await readFile(path))
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Keeps a copy of bytes that are in memory, under a hash that is theirs. */
export async function storeOriginalBytes(dataFolder: string, contentHash: string, bytes: Uint8Array): Promise<void> {
  if (await hasOriginal(dataFolder, contentHash)) return
  const place = originalPath(dataFolder, contentHash)
  const incoming = join(dataFolder, 'files', `${INCOMING}${randomUUID()}`)
  await mkdir(join(place, '..'), { recursive: true })
  try {
    await writeFile(incoming, bytes, { flag: 'wx' })
    await rename(incoming, place)
  } catch (error) {
    await rm(incoming, { force: true })
    throw error
  }
}

/** Removes half-written copies that a process which ended long ago left behind. */
export async function sweepIncoming(dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'files')
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((one) => one.startsWith(INCOMING))) {
    const age = Date.now() - (await stat(join(folder, name)).then((file) => file.mtimeMs, Date.now))
    if (age > ABANDONED_AFTER_MS) await rm(join(folder, name), { force: true })
  }
}

/**
 * Removes originals that nothing knows of: those of an upload that was refused half-way, of a reading that failed. Young
 * ones stay: their upload may not be queued yet. @returns how many went.
 */
export async function sweepOriginals(dataFolder: string, used: ReadonlySet<string>): Promise<number> {
  let removed = 0
  const root = join(dataFolder, 'files')
  for (const folder of await readdir(root).catch(() => [])) {
    if (folder.startsWith(INCOMING)) continue
    for (const hash of await readdir(join(root, folder)).catch(() => [])) {
      const place = originalPath(dataFolder, hash)
      const age = Date.now() - (await stat(place).then((file) => file.mtimeMs, Date.now))
      if (age < ABANDONED_AFTER_MS || used.has(hash)) continue
      await rm(place, { force: true })
      removed += 1
    }
  }
  return removed
}

/** Keeps a copy of the bytes, once for all documents that share them. @returns their SHA-256, hex, and size. */
export async function storeOriginal(
  dataFolder: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ contentHash: string; bytes: number }> {
  const hash = createHash('sha256')
  let size = 0
  const incoming = join(dataFolder, 'files', `${INCOMING}${randomUUID()}`)
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
