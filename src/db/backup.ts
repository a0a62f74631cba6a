import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, constants, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { AppError } from '../errors.ts'
import { BACKUP_FORMAT, type BackupEntry, type BackupManifest, MANIFEST_FILE } from './backup-manifest.ts'
import { takeSnapshot } from './backup-snapshot.ts'
import type { Database } from './client.ts'
import { acquireLock } from './folder-lock.ts'

const SNAPSHOT_FOLDER = 'backing-up'
/** Most of a library does not shrink much further than this, and level 6 takes three times as long. */
const COMPRESSION_LEVEL = 1

export type BackupOptions = {
  dataFolder: string
  /** Where the archive goes; it appears under this name only when it is whole. */
  file: string
  replacesFile: boolean
  onProgress?: (done: number, total: number) => void
  signal?: AbortSignal
}

/** `bytes`: size of the archive; `originals`: how many original files it holds. */
export type BackupReport = { file: string; bytes: number; originals: number; created: string }

async function writeArchive(
  snapshot: string,
  paths: readonly string[],
  header: BackupManifest,
  options: BackupOptions,
) {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(join(snapshot, path))).size))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const mtime = new Date(header.created)
  const entries: BackupEntry[] = []
  let done = 0
  const zip = new ZipFile()
  const output = createWriteStream(`${options.file}.partial`, { flush: true })
  zip.on('error', (error: Error) => output.destroy(error))

  async function* readEntry(path: string) {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const part of createReadStream(join(snapshot, path)) as AsyncIterable<Buffer>) {
      hash.update(part)
      bytes += part.byteLength
      done += part.byteLength
      options.onProgress?.(done, total)
      yield part
    }
    entries.push({ path, sha256: hash.digest('hex'), bytes })
  }

  const add = (path: string, open: () => Readable, size?: number) => {
    const settings = {
      mtime,
      mode: 0o100600,
      compressionLevel: COMPRESSION_LEVEL,
      ...(size === undefined ? {} : { size }),
    }
    zip.addReadStreamLazy(path, settings, (ready) => {
      const stream = open()
      stream.on('error', (error) => zip.emit('error', error))
      ready(null, stream)
    })
  }
  for (const [at, path] of paths.entries()) add(path, () => Readable.from(readEntry(path)), sizes[at])
  // Lazily: by its turn every entry before it has been hashed.
  add(MANIFEST_FILE, () => Readable.from([Buffer.from(JSON.stringify({ ...header, entries }))]))
  zip.end()
  await pipeline(zip.outputStream, output, options.signal ? { signal: options.signal } : {})
}

async function assertMayWrite({ file, replacesFile }: BackupOptions): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  )
  if (exists && !replacesFile) {
    throw new AppError('invalid_request', `${file} exists already: choose another name, or replace it with --force.`)
  }
  await access(dirname(file), constants.W_OK).catch((cause: unknown) => {
    throw new AppError(
      'path_missing',
      `The folder ${dirname(file)} does not exist or may not be written: choose another.`,
      { cause },
    )
  })
}

/**
 * Writes the whole library into one ZIP archive (Zip64 where needed) while others read and write it.
 * @throws AppError `invalid_request` when the file exists, `path_missing`, `data_folder_unusable` while
 *   another backup of the folder runs.
 */
export async function backUp(db: Database, options: BackupOptions): Promise<BackupReport> {
  const { dataFolder, file } = options
  await assertMayWrite(options)
  const release = acquireLock(join(dataFolder, 'backup.lock'), 0)
  if (!release) {
    throw new AppError(
      'data_folder_unusable',
      `${dataFolder} is being backed up already: wait until that has finished.`,
    )
  }
  const snapshot = join(dataFolder, SNAPSHOT_FOLDER)
  try {
    await rm(snapshot, { recursive: true, force: true })
    const paths = await takeSnapshot(db, dataFolder, snapshot)
    const schemaVersion = Number(db.$client.pragma('user_version', { simple: true }))
    const created = new Date().toISOString()
    await writeArchive(snapshot, paths, { format: BACKUP_FORMAT, schemaVersion, created, entries: [] }, options)
    await rename(`${file}.partial`, file)
    return { file, bytes: (await stat(file)).size, originals: paths.length - 1, created }
  } finally {
    await rm(`${file}.partial`, { force: true })
    await rm(snapshot, { recursive: true, force: true })
    release()
  }
}
