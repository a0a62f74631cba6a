import SqliteDatabase from 'better-sqlite3'

/** Releases the lock; the operating system does it too when the process ends, however it ends. */
export type ReleaseLock = () => void

/**
 * Takes an exclusive lock on a file. An SQLite write lock is an operating-system lock, so a dead
 * holder never blocks a living process and no process number has to be trusted.
 *
 * @param waitMs how long to wait for another holder.
 * @returns undefined when somebody else holds it.
 */
export function acquireLock(path: string, waitMs: number): ReleaseLock | undefined {
  const file = new SqliteDatabase(path, { timeout: waitMs })
  try {
    file.exec('BEGIN EXCLUSIVE')
    return () => file.close()
  } catch (error) {
    file.close()
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
}
