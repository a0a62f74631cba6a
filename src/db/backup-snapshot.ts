import { copyFile, link, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { AppError } from '../errors.ts'
import { isBackupEntry } from './backup-manifest.ts'
import { DATABASE_FILE, type Database } from './client.ts'

const PAGES_PER_STEP = 4_000
const ALL_PAGES = 0x7fffffff

/**
 * Copies the database while others write. A small step at a time lets this process do other work; when
 * a writer makes SQLite start over, the rest is copied in one step, which no writer can disturb.
 */
async function copyDatabase(db: Database, target: string): Promise<void> {
  let leastRemaining = Number.POSITIVE_INFINITY
  let isDisturbed = false
  await db.$client.backup(target, {
    progress: ({ remainingPages }) => {
      isDisturbed ||= remainingPages > leastRemaining
      leastRemaining = Math.min(leastRemaining, remainingPages)
      return isDisturbed ? ALL_PAGES : PAGES_PER_STEP
    },
  })
}

/** A copy of a damaged database would be no backup. @throws AppError `data_folder_unusable` */
function assertSound(copy: string, dataFolder: string): void {
  try {
    const database = new SqliteDatabase(copy)
    const verdict = database.pragma('quick_check(1)', { simple: true })
    database.close()
    if (verdict === 'ok') return
    throw new Error(String(verdict))
  } catch (cause) {
    throw new AppError(
      'data_folder_unusable',
      `${dataFolder}: ${DATABASE_FILE} is damaged and was not backed up; \`precedent doctor\` tells more, an earlier backup brings it back.`,
      { cause },
    )
  }
}

/** Gives an original a second name that a removal does not take away; a copy where the disk knows no links. */
async function keepOriginal(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  try {
    await link(from, to)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EEXIST' || code === 'ENOENT') return
    await copyFile(from, to)
  }
}

async function keepOriginals(dataFolder: string, snapshot: string): Promise<void> {
  const shelves = await readdir(join(dataFolder, 'files')).catch(() => [])
  for (const shelf of shelves.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of await readdir(join(dataFolder, 'files', shelf))) {
      const path = `files/${shelf}/${name}`
      if (isBackupEntry(path)) await keepOriginal(join(dataFolder, path), join(snapshot, path))
    }
  }
}

/**
 * Lays a consistent state down in `snapshot`: originals before and after the database, so that each one
 * the copied database speaks of is there, whatever is removed or added meanwhile.
 */
export async function takeSnapshot(db: Database, dataFolder: string, snapshot: string): Promise<string[]> {
  await mkdir(join(snapshot, 'files'), { recursive: true })
  await keepOriginals(dataFolder, snapshot)
  await copyDatabase(db, join(snapshot, DATABASE_FILE))
  assertSound(join(snapshot, DATABASE_FILE), dataFolder)
  await keepOriginals(dataFolder, snapshot)
  const names = await readdir(join(snapshot, 'files'), { recursive: true })
  const originals = names.map((name) => `files/${name.replaceAll('\\', '/')}`).filter(isBackupEntry)
  return [DATABASE_FILE, ...originals.sort()]
}
