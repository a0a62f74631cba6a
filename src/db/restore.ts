import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import SqliteDatabase from 'better-sqlite3'
import type { Entry, ZipFile } from 'yauzl'
import { type BackupArchive, invalidBackup, openBackupArchive } from './backup-archive.ts'
import type { BackupEntry } from './backup-manifest.ts'
import { DATABASE_FILE } from './client.ts'
import { assertEmpty, prepareStaging } from './restore-staging.ts'

export type RestoreOptions = {
  /** Missing or empty; it comes into being whole or not at all. */
  dataFolder: string
  file: string
  onProgress?: (done: number, total: number) => void
  signal?: AbortSignal
}

export type RestoreReport = { dataFolder: string; originals: number; created: string }

async function unpack(archive: BackupArchive, folder: string, options: RestoreOptions): Promise<void> {
  const { entries, manifest } = archive
  const total = manifest.entries.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = 0
  await mkdir(join(folder, 'files'), { recursive: true })
  for (const listed of manifest.entries) {
    const entry = entries.get(listed.path)
    if (entry) await extractEntry({ zip: archive.zip, entry, listed, folder }, options)
    done += listed.bytes
    options.onProgress?.(done, total)
  }
  assertSound(folder, options.file)
  forgetCollection(folder)
}

const isDiskFailure = (error: unknown) => error instanceof Error && 'syscall' in error

type Extraction = { zip: ZipFile; entry: Entry; listed: BackupEntry; folder: string }

async function extractEntry(
  { zip, entry, listed, folder }: Extraction,
  { file, signal }: RestoreOptions,
): Promise<void> {
  const target = join(folder, ...listed.path.split('/'))
  const hash = createHash('sha256')
  await mkdir(dirname(target), { recursive: true })
  const output = createWriteStream(target, { flags: 'wx', mode: 0o600 })
  const hashed = async function* (source: AsyncIterable<Buffer>) {
    for await (const part of source) {
      hash.update(part)
      yield part
    }
  }
  const source = await zip.openReadStreamPromise(entry).catch((cause: unknown) => {
    output.destroy()
    throw invalidBackup(file, `${listed.path} is damaged`, cause)
  })
  await pipeline(source, hashed, output, signal ? { signal } : {}).catch((error: unknown) => {
    if (signal?.aborted || isDiskFailure(error)) throw error
    throw invalidBackup(file, `${listed.path} is damaged`, error)
  })
  if (hash.digest('hex') !== listed.sha256) throw invalidBackup(file, `${listed.path} has other contents than it had`)
}

function assertSound(folder: string, file: string): void {
  const path = join(folder, DATABASE_FILE)
  try {
    const database = new SqliteDatabase(path)
    const verdict = database.pragma('quick_check(1)', { simple: true })
    database.close()
    if (verdict === 'ok') return
    throw new Error(String(verdict))
  } catch (cause) {
    throw invalidBackup(file, `${DATABASE_FILE} is damaged`, cause)
  }
}

/**
 * An engine outside has gone on since the backup was made, or follows the library that it was made of: what it holds is
 * not what stands here.
 */
function forgetCollection(folder: string): void {
  const database = new SqliteDatabase(join(folder, DATABASE_FILE))
  const hasSettings = database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'settings'").get()
  if (hasSettings) database.exec("DELETE FROM settings WHERE name GLOB 'qdrant_*'")
  database.close()
}

/**
 * Brings a backup back into a new or empty data folder. Everything is unpacked and checked beside it
 * first, so that the folder is there whole or not at all.
 *
 * @throws AppError `data_folder_not_empty`, `path_missing`, `backup_invalid` naming what is wrong,
 *   `data_folder_newer`
 */
export async function restore(options: RestoreOptions): Promise<RestoreReport> {
  const { dataFolder, file } = options
  const wasThere = await assertEmpty(dataFolder)
  const archive = await openBackupArchive(file)
  try {
    const staging = await prepareStaging(dataFolder)
    try {
      await unpack(archive, staging.folder, options)
      await staging.install()
    } catch (error) {
      if (wasThere) await mkdir(dataFolder, { recursive: true })
      throw error
    } finally {
      await rm(staging.folder, { recursive: true, force: true })
    }
    const { entries, created } = archive.manifest
    return { dataFolder, originals: entries.length - 1, created }
  } finally {
    archive.zip.close()
  }
}
