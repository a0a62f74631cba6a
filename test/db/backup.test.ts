import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import SqliteDatabase from 'better-sqlite3'
import { expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import { backUp } from '../../src/db/backup.ts'
import { type BackupManifest, MANIFEST_FILE } from '../../src/db/backup-manifest.ts'
import { DATABASE_FILE, type Database, openDatabase, write } from '../../src/db/client.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { acquireLock } from '../../src/db/folder-lock.ts'
import { originalPath, removeOriginals, storeOriginal } from '../../src/db/originals.ts'
import { restore } from '../../src/db/restore.ts'
import { readSetting, writeSetting } from '../../src/db/settings.ts'
import { addDocument } from '../helpers/library.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

type Entries = Map<string, Buffer>

async function makeLibrary(documents = 3) {
  const dataFolder = join(temporaryFolder(), 'data')
  const db = openDatabase(dataFolder)
  const hashes: string[] = []
  for (let at = 0; at < documents; at++) {
    await addDocument(db, { path: `笔记/${at}.md`, paragraphs: [`第${at}次验收前换了领导`, '先把签字单补齐'] })
    hashes.push((await storeOriginal(dataFolder, [Buffer.from(`original ${at}`)])).contentHash)
  }
  return { dataFolder, db, hashes }
}

async function makeBackup() {
  const library = await makeLibrary()
  const file = join(temporaryFolder(), 'library.zip')
  const report = await backUp(library.db, { dataFolder: library.dataFolder, file, replacesFile: false })
  return { ...library, file, report }
}

async function unzip(file: string): Promise<Entries> {
  const zip = await fromBufferPromise(readFileSync(file), { lazyEntries: true })
  const entries: Entries = new Map()
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = []
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
    entries.set(entry.fileName, Buffer.concat(parts))
  }
  return entries
}

async function zipUp(entries: Iterable<[string, Buffer]>): Promise<string> {
  const file = join(temporaryFolder(), 'changed.zip')
  const zip = new ZipFile()
  for (const [name, bytes] of entries) zip.addBuffer(bytes, name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file))
  return file
}

const readManifest = (entries: Entries) => JSON.parse(String(entries.get(MANIFEST_FILE))) as BackupManifest

function everyRow(db: Database): unknown[][] {
  return ['documents', 'versions', 'chunks', 'points', 'spaces', 'changes'].map((table) =>
    db.$client.prepare(`SELECT * FROM ${table} ORDER BY 1`).all(),
  )
}

async function restoreFailure(file: string): Promise<{ code: string; message: string; left: string[] }> {
  const parent = temporaryFolder()
  const error: unknown = await restore({ dataFolder: join(parent, 'data'), file }).catch((thrown: unknown) => thrown)
  const { code, message } = error as { code: string; message: string }
  return { code, message, left: readdirSync(parent) }
}

it('brings every row and every original back into a new folder', async () => {
  const { db, file, hashes } = await makeBackup()
  const dataFolder = join(temporaryFolder(), 'new', 'data')
  await restore({ dataFolder, file })
  const restored = openDatabase(dataFolder)
  expect(everyRow(restored)).toEqual(everyRow(db))
  for (const [at, hash] of hashes.entries()) {
    expect(readFileSync(originalPath(dataFolder, hash), 'utf8')).toBe(`original ${at}`)
  }
})

it('leaves behind which collection of Qdrant followed the library, which has gone on since', async () => {
  const { dataFolder: folder, db } = await makeLibrary()
  write(db, (tx) => {
    writeSetting(tx, 'library_id', 'one')
    writeSetting(tx, 'qdrant_collection', 'precedent-1')
    writeSetting(tx, 'qdrant_change', '3')
  })
  const file = join(temporaryFolder(), 'library.zip')
  await backUp(db, { dataFolder: folder, file, replacesFile: false })
  const dataFolder = join(temporaryFolder(), 'restored')
  await restore({ dataFolder, file })
  const restored = openDatabase(dataFolder)
  const names = ['library_id', 'qdrant_collection', 'qdrant_change'] as const
  expect(names.map((name) => readSetting(restored, name))).toEqual(['one', undefined, undefined])
})

it('restores into a folder that is there and empty', async () => {
  const { file } = await makeBackup()
  const dataFolder = temporaryFolder()
  await restore({ dataFolder, file })
  expect(readdirSync(dataFolder).sort()).toEqual(['files', DATABASE_FILE])
})

it('lists every entry in the manifest with its hash and size, and leaves nothing else behind', async () => {
  const { file, dataFolder, report, hashes } = await makeBackup()
  const entries = await unzip(file)
  const manifest = readManifest(entries)
  expect(manifest.entries.map(({ path }) => path).sort()).toEqual(
    [...entries.keys()].filter((name) => name !== MANIFEST_FILE).sort(),
  )
  expect(manifest.entries.every(({ path, bytes }) => entries.get(path)?.byteLength === bytes)).toBe(true)
  expect(report.originals).toBe(hashes.length)
  expect(readdirSync(dataFolder)).not.toContain('backing-up')
  expect(existsSync(`${file}.partial`)).toBe(false)
})

it('replaces an earlier backup only when told to', async () => {
  const { db, dataFolder, file } = await makeBackup()
  await expect(backUp(db, { dataFolder, file, replacesFile: false })).rejects.toMatchObject({ code: 'invalid_request' })
  await expect(backUp(db, { dataFolder, file, replacesFile: true })).resolves.toMatchObject({ file })
})

it('names a folder that is not there', async () => {
  const { db, dataFolder } = await makeLibrary(1)
  const file = join(temporaryFolder(), 'none', 'library.zip')
  await expect(backUp(db, { dataFolder, file, replacesFile: false })).rejects.toMatchObject({ code: 'path_missing' })
})

it('makes one backup of a folder at a time', async () => {
  const { db, dataFolder } = await makeLibrary(1)
  const release = acquireLock(join(dataFolder, 'backup.lock'), 0)
  const file = join(temporaryFolder(), 'library.zip')
  const second = backUp(db, { dataFolder, file, replacesFile: false })
  await expect(second).rejects.toMatchObject({ code: 'data_folder_unusable' })
  release?.()
})

it('leaves no half archive when it is interrupted', async () => {
  const { db, dataFolder } = await makeLibrary()
  const file = join(temporaryFolder(), 'library.zip')
  const interrupt = new AbortController()
  const onProgress = () => interrupt.abort()
  const backup = backUp(db, { dataFolder, file, replacesFile: false, onProgress, signal: interrupt.signal })
  await expect(backup).rejects.toThrow()
  expect([existsSync(file), existsSync(`${file}.partial`)]).toEqual([false, false])
})

it('is consistent while another process writes without pause', async () => {
  const { db, dataFolder } = await makeLibrary()
  db.$client.exec('CREATE TABLE pairs (a INTEGER, b INTEGER, filler BLOB)')
  const insert = db.$client.prepare('INSERT INTO pairs VALUES (0, 0, zeroblob(4000))')
  db.$client.transaction(() => Array.from({ length: 10_000 }, () => insert.run()))()
  const writer = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import Database from 'better-sqlite3'
     const db = new Database(${JSON.stringify(join(dataFolder, DATABASE_FILE))}, { timeout: 10000 })
     for (let n = 1; ; n++) {
       db.transaction(() => {
         db.prepare('UPDATE pairs SET a = ? WHERE rowid % 100 = ?').run(n, n % 100)
         db.prepare('UPDATE pairs SET b = ? WHERE rowid % 100 = ?').run(n, n % 100)
       })()
       if (n === 1) console.log('writing')
     }`,
  ])
  await new Promise((resolve) => writer.stdout.once('data', resolve))
  const file = join(temporaryFolder(), 'library.zip')
  try {
    await backUp(db, { dataFolder, file, replacesFile: false })
  } finally {
    writer.kill('SIGKILL')
  }
  const restored = join(temporaryFolder(), 'data')
  await restore({ dataFolder: restored, file })
  const copy = new SqliteDatabase(join(restored, DATABASE_FILE))
  expect(copy.prepare('SELECT count(*) AS n, sum(a <> b) AS torn FROM pairs').get()).toEqual({ n: 10_000, torn: 0 })
  expect(copy.prepare('SELECT max(a) FROM pairs').pluck().get()).toBeGreaterThan(0)
})

it('keeps the originals of documents that are removed while it runs', async () => {
  const { db, dataFolder, hashes } = await makeLibrary()
  const file = join(temporaryFolder(), 'library.zip')
  const onProgress = () => {
    removeDocuments(
      db,
      listDocuments(db, { limit: 10 }).map(({ id }) => id),
    )
    void removeOriginals(dataFolder, hashes)
  }
  await backUp(db, { dataFolder, file, replacesFile: false, onProgress })
  const restored = join(temporaryFolder(), 'data')
  await restore({ dataFolder: restored, file })
  expect(listDocuments(openDatabase(restored), { limit: 10 })).toHaveLength(3)
  for (const hash of hashes) expect(existsSync(originalPath(restored, hash))).toBe(true)
})

it('refuses a folder that holds anything', async () => {
  const { file } = await makeBackup()
  const dataFolder = temporaryFolder()
  writeFileSync(join(dataFolder, 'letter.txt'), 'dear')
  await expect(restore({ dataFolder, file })).rejects.toMatchObject({ code: 'data_folder_not_empty' })
  expect(readdirSync(dataFolder)).toEqual(['letter.txt'])
})

it('names an original whose bytes changed, and leaves nothing behind', async () => {
  const { file, hashes } = await makeBackup()
  const entries = await unzip(file)
  const path = [...entries.keys()].find((name) => name.endsWith(hashes[0] ?? '-')) ?? ''
  entries.set(path, Buffer.from('original X'))
  const failure = await restoreFailure(await zipUp(entries))
  expect(failure).toMatchObject({ code: 'backup_invalid', left: [] })
  expect(failure.message).toContain(path)
})

it('names a file of the manifest that is missing', async () => {
  const { file } = await makeBackup()
  const entries = await unzip(file)
  const path = [...entries.keys()].find((name) => name.startsWith('files/')) ?? ''
  entries.delete(path)
  const failure = await restoreFailure(await zipUp(entries))
  expect(failure).toMatchObject({ code: 'backup_invalid', left: [] })
  expect(failure.message).toContain(`${path} is missing`)
})

it.each([
  ['a path of its own choice', 'files/extra.txt'],
  ['a path beside the shelf of its hash', `files/00/${'a'.repeat(64)}`],
])('refuses an archive with %s', async (_, name) => {
  const { file } = await makeBackup()
  const failure = await restoreFailure(await zipUp([...(await unzip(file)), [name, Buffer.from('x')]]))
  expect(failure).toMatchObject({ code: 'backup_invalid', left: [] })
  expect(failure.message).toContain(name)
})

it('refuses a path that climbs out of the folder', async () => {
  const { file } = await makeBackup()
  const harmless = await zipUp([...(await unzip(file)), ['files/xx/climbs.txt', Buffer.from('x')]])
  const climbing = join(temporaryFolder(), 'climbing.zip')
  const bytes = readFileSync(harmless).toString('latin1').replaceAll('files/xx/climbs.txt', '../../../climbs.txt')
  writeFileSync(climbing, Buffer.from(bytes, 'latin1'))
  expect(await restoreFailure(climbing)).toMatchObject({ code: 'backup_invalid', left: [] })
})

it('says that a newer Precedent made it', async () => {
  const { file } = await makeBackup()
  const entries = await unzip(file)
  entries.set(MANIFEST_FILE, Buffer.from(JSON.stringify({ ...readManifest(entries), schemaVersion: 99 })))
  expect(await restoreFailure(await zipUp(entries))).toMatchObject({ code: 'data_folder_newer', left: [] })
})

it('refuses what is cut short, and what is no archive at all', async () => {
  const { file } = await makeBackup()
  const whole = readFileSync(file)
  for (const bytes of [whole.subarray(0, whole.length - 200), Buffer.from('dear reader'), Buffer.alloc(0)]) {
    const cut = join(temporaryFolder(), 'cut.zip')
    writeFileSync(cut, bytes)
    expect(await restoreFailure(cut)).toMatchObject({ code: 'backup_invalid', left: [] })
  }
})

it('refuses an archive whose compressed bytes are damaged', async () => {
  const { file } = await makeBackup()
  const bytes = readFileSync(file)
  bytes.fill(0xff, 200, 400)
  const damaged = join(temporaryFolder(), 'damaged.zip')
  writeFileSync(damaged, bytes)
  expect(await restoreFailure(damaged)).toMatchObject({ code: 'backup_invalid', left: [] })
})

it('refuses a database that is damaged although its hash fits', async () => {
  const { file } = await makeBackup()
  const entries = await unzip(file)
  const manifest = readManifest(entries)
  const letter = Buffer.from('this is a letter, not a database'.repeat(100))
  const sha256 = createHash('sha256').update(letter).digest('hex')
  const listed = manifest.entries.map((entry) =>
    entry.path === DATABASE_FILE ? { ...entry, sha256, bytes: letter.length } : entry,
  )
  entries.set(DATABASE_FILE, letter)
  entries.set(MANIFEST_FILE, Buffer.from(JSON.stringify({ ...manifest, entries: listed })))
  const failure = await restoreFailure(await zipUp(entries))
  expect(failure).toMatchObject({ code: 'backup_invalid', left: [] })
  expect(failure.message).toContain(DATABASE_FILE)
})

it('takes over what an interrupted restore left', async () => {
  const { file } = await makeBackup()
  const parent = temporaryFolder()
  mkdirSync(join(parent, '.data.restoring', 'files', 'ab'), { recursive: true })
  await restore({ dataFolder: join(parent, 'data'), file })
  expect(readdirSync(parent)).toEqual(['data'])
})
