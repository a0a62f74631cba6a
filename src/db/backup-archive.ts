import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { AppError } from '../errors.ts'
import { BACKUP_FORMAT, type BackupManifest, backupManifest, isBackupEntry, MANIFEST_FILE } from './backup-manifest.ts'
import { DATABASE_FILE, knownVersion } from './client.ts'

const MAX_MANIFEST_BYTES = 512 * 1024 * 1024

/** A backup whose list of files agrees with its manifest; the contents are not checked yet. */
export type BackupArchive = { zip: ZipFile; entries: ReadonlyMap<string, Entry>; manifest: BackupManifest }

export function invalidBackup(file: string, what: string, cause?: unknown): AppError {
  return new AppError('backup_invalid', `${file} is not a whole backup of Precedent: ${what}; use another backup.`, {
    cause,
  })
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new AppError('path_missing', `${file} does not exist: check the path.`, { cause })
    }
    throw invalidBackup(file, 'it cannot be opened as a ZIP archive', cause)
  }
}

/** Lists the archive; only names that a backup may hold, each once. */
async function listEntries(zip: ZipFile, file: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      const isKnown = entry.fileName === MANIFEST_FILE || isBackupEntry(entry.fileName)
      if (!isKnown)
        throw invalidBackup(file, `it holds ${JSON.stringify(entry.fileName)}, which is no part of a backup`)
      if (entries.has(entry.fileName)) throw invalidBackup(file, `it holds ${entry.fileName} twice`)
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    throw error instanceof AppError ? error : invalidBackup(file, 'its list of files is damaged', error)
  }
  return entries
}

function parseManifest(text: string, file: string): BackupManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw invalidBackup(file, `${MANIFEST_FILE} is not JSON`, cause)
  }
  const parsed = backupManifest.safeParse(value)
  if (!parsed.success) throw invalidBackup(file, `${MANIFEST_FILE} is not of the expected form`)
  const { format, schemaVersion } = parsed.data
  if (format > BACKUP_FORMAT || schemaVersion > knownVersion()) {
    throw new AppError('data_folder_newer', `${file} was made by a newer Precedent: update Precedent, then restore it.`)
  }
  return parsed.data
}

async function readManifest(zip: ZipFile, entries: Map<string, Entry>, file: string): Promise<BackupManifest> {
  const entry = entries.get(MANIFEST_FILE)
  if (!entry) throw invalidBackup(file, `${MANIFEST_FILE} is missing`)
  if (entry.uncompressedSize > MAX_MANIFEST_BYTES) throw invalidBackup(file, `${MANIFEST_FILE} is too large`)
  const parts: Buffer[] = []
  try {
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
  } catch (cause) {
    throw invalidBackup(file, `${MANIFEST_FILE} is damaged`, cause)
  }
  return parseManifest(Buffer.concat(parts).toString('utf8'), file)
}

function assertComplete(manifest: BackupManifest, entries: Map<string, Entry>, file: string): void {
  const listed = new Set(manifest.entries.map(({ path }) => path))
  if (!listed.has(DATABASE_FILE)) throw invalidBackup(file, `${MANIFEST_FILE} does not list ${DATABASE_FILE}`)
  if (listed.size !== manifest.entries.length) throw invalidBackup(file, `${MANIFEST_FILE} lists a file twice`)
  const missing = manifest.entries.find(({ path }) => !entries.has(path))
  if (missing) throw invalidBackup(file, `${missing.path} is missing`)
  const extra = [...entries.keys()].find((path) => path !== MANIFEST_FILE && !listed.has(path))
  if (extra) throw invalidBackup(file, `${extra} is not listed in ${MANIFEST_FILE}`)
  const resized = manifest.entries.find(({ path, bytes }) => entries.get(path)?.uncompressedSize !== bytes)
  if (resized) throw invalidBackup(file, `${resized.path} has another size than it had`)
}

/** @throws AppError `path_missing`, `data_folder_newer`, `backup_invalid` naming what is wrong. */
export async function openBackupArchive(file: string): Promise<BackupArchive> {
  const zip = await openZip(file)
  try {
    const entries = await listEntries(zip, file)
    const manifest = await readManifest(zip, entries, file)
    assertComplete(manifest, entries, file)
    return { zip, entries, manifest }
  } catch (error) {
    zip.close()
    throw error
  }
}
