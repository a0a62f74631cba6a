import { spawn } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, it } from 'vitest'
import { DATABASE_FILE, openDatabase, openMigratedDatabase } from '../../src/db/client.ts'
import { acquireLock } from '../../src/db/folder-lock.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : String(error)
  }
  return 'no error'
}

it('makes a missing folder and an empty library in it', () => {
  const folder = join(temporaryFolder(), 'deep', 'data')
  const db = openDatabase(folder)
  expect(db.$client.pragma('journal_mode', { simple: true })).toBe('wal')
  db.$client.close()
})

it('refuses a folder that a newer version wrote, and leaves it as it was', () => {
  const folder = temporaryFolder()
  const db = openDatabase(folder)
  db.$client.pragma('user_version = 99')
  db.$client.close()
  expect(codeOf(() => openDatabase(folder))).toBe('data_folder_newer')
  const raw = new SqliteDatabase(join(folder, DATABASE_FILE))
  expect(raw.pragma('user_version', { simple: true })).toBe(99)
  raw.close()
})

it('says so when the database file is something else', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, DATABASE_FILE), 'this is a letter, not a database'.repeat(100))
  expect(codeOf(() => openDatabase(folder))).toBe('data_folder_unusable')
})

it('says so when the data folder is a file', () => {
  const path = join(temporaryFolder(), 'data')
  writeFileSync(path, '')
  chmodSync(path, 0o600)
  expect(codeOf(() => openDatabase(path))).toBe('data_folder_unusable')
})

it('does not let a worker migrate', () => {
  const folder = temporaryFolder()
  new SqliteDatabase(join(folder, DATABASE_FILE)).close()
  expect(codeOf(() => openMigratedDatabase(folder))).toBe('worker_schema_mismatch')
})

it('gives a lock to one holder, and to the next one as soon as the first process is dead', async () => {
  const path = join(temporaryFolder(), 'worker.lock')
  const script = `const D = require('better-sqlite3'); new D(${JSON.stringify(path)}).exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => holder.stdout.once('data', resolve))
  expect(acquireLock(path, 0)).toBeUndefined()
  holder.kill('SIGKILL')
  await new Promise((resolve) => holder.once('exit', resolve))
  const release = acquireLock(path, 0)
  expect(release).toBeDefined()
  release?.()
})
