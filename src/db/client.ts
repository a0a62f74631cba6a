import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SqliteDatabase from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { AppError, toAppError } from '../errors.ts'
import { acquireLock } from './folder-lock.ts'

export type Database = BetterSQLite3Database & { $client: SqliteDatabase.Database }

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))
const BUSY_TIMEOUT_MS = 10_000
const MIGRATION_WAIT_MS = 60_000
const OPEN_ATTEMPTS = 5
const OPEN_PAUSE_MS = 100
/** Below this much free space a migration that fails has failed for want of it. */
const MIGRATION_BYTES = 1024 * 1024

export const DATABASE_FILE = 'precedent.db'

function schemaVersion(client: SqliteDatabase.Database): number {
  return Number(client.pragma('user_version', { simple: true }))
}

export function knownVersion(): number {
  return readMigrationFiles({ migrationsFolder: MIGRATIONS }).length
}

function assertNotNewer(client: SqliteDatabase.Database, folder: string): void {
  if (schemaVersion(client) <= knownVersion()) return
  throw new AppError(
    'data_folder_newer',
    `${folder} was written by a newer Precedent (schema ${schemaVersion(client)}, this one knows ${knownVersion()}): update Precedent, or choose another folder with --data.`,
  )
}

/** On a full disk SQLite rolls back by itself, and the migrator's own attempt to hides what happened. */
function runMigrations(db: Database, folder: string): void {
  try {
    migrate(db, { migrationsFolder: MIGRATIONS })
  } catch (cause) {
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize >= MIGRATION_BYTES) throw cause
    throw new AppError('no_space', `${folder}: the disk is full; free some space, then run the command again.`, {
      cause,
    })
  }
}

function migrateExclusively(db: Database, folder: string): void {
  const release = acquireLock(join(folder, 'migrate.lock'), MIGRATION_WAIT_MS)
  if (!release)
    throw new AppError(
      'data_folder_unusable',
      `${folder} is being migrated by another process: try again when it has finished.`,
    )
  try {
    if (schemaVersion(db.$client) < knownVersion()) {
      runMigrations(db, folder)
      db.$client.pragma(`user_version = ${knownVersion()}`)
    }
  } finally {
    release()
  }
}

/** Step by step: the recursive `mkdirSync` never returns where a parent exists and takes no folders, as `/proc` does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  }
}

function prepareFolder(folder: string): void {
  try {
    makeFolder(folder)
    accessSync(folder, constants.R_OK | constants.W_OK)
  } catch (cause) {
    throw new AppError(
      'data_folder_unusable',
      `${folder} cannot be used as data folder: it must be a folder that this user may write to.`,
      {
        cause,
      },
    )
  }
}

function connect(path: string): SqliteDatabase.Database {
  const client = new SqliteDatabase(path, { timeout: BUSY_TIMEOUT_MS })
  try {
    client.pragma('journal_mode = WAL')
    client.pragma('synchronous = NORMAL')
    client.pragma('foreign_keys = ON')
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/** Another process that closes the folder last takes its log away, and whoever opens it at that moment may be turned back. */
function connectPatiently(path: string): SqliteDatabase.Database {
  for (let attempt = 1; ; attempt++) {
    try {
      return connect(path)
    } catch (error) {
      const code = error instanceof SqliteDatabase.SqliteError ? error.code : ''
      if (attempt === OPEN_ATTEMPTS || !/^SQLITE_(?:BUSY|LOCKED|PROTOCOL|CANTOPEN|IOERR)/.test(code)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, OPEN_PAUSE_MS)
    }
  }
}

function openClient(path: string, folder: string): SqliteDatabase.Database {
  try {
    return connectPatiently(path)
  } catch (cause) {
    const known = toAppError(cause)
    if (known.code === 'no_space') throw known
    throw new AppError(
      'data_folder_unusable',
      `${folder}: ${DATABASE_FILE} is not a database that can be opened; restore a backup, or choose another folder with --data.`,
      {
        cause,
      },
    )
  }
}

/**
 * Opens the library in a data folder, creating and migrating it where needed. Migration is exclusive:
 * of several processes that open an old folder at once, one migrates and the others wait.
 *
 * @throws AppError `data_folder_newer`, `data_folder_unusable`
 */
export function openDatabase(folder: string): Database {
  prepareFolder(folder)
  const client = openClient(join(folder, DATABASE_FILE), folder)
  try {
    assertNotNewer(client, folder)
    const db = drizzle({ client })
    if (schemaVersion(client) < knownVersion()) migrateExclusively(db, folder)
    return db
  } catch (error) {
    client.close()
    throw error
  }
}

/**
 * Opens the library without migrating it.
 * @throws AppError `worker_schema_mismatch` when the folder is of another schema version.
 */
export function openMigratedDatabase(folder: string): Database {
  const client = openClient(join(folder, DATABASE_FILE), folder)
  if (schemaVersion(client) === knownVersion()) return drizzle({ client })
  const found = schemaVersion(client)
  client.close()
  throw new AppError(
    'worker_schema_mismatch',
    `${folder} has schema ${found}, this worker knows ${knownVersion()}: restart every Precedent process that uses this folder.`,
  )
}

/** Runs `work` in one short write transaction; it must not await. */
export function write<T>(db: Database, work: (tx: Transaction) => T): T {
  return db.transaction(work, { behavior: 'immediate' })
}

export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
