import { z } from 'zod'
import { DATABASE_FILE } from './client.ts'

/** Raised when an older Precedent could not read the archive any more. */
export const BACKUP_FORMAT = 1
export const MANIFEST_FILE = 'manifest.json'

const ORIGINAL_ENTRY = /^files\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/

/** @returns whether a backup may hold an entry of this name: nothing else is ever written to disk. */
export function isBackupEntry(path: string): boolean {
  return path === DATABASE_FILE || ORIGINAL_ENTRY.test(path)
}

/** What a backup says of itself. `sha256` is hex, `bytes` the size before compression. */
export const backupManifest = z.object({
  format: z.int(),
  schemaVersion: z.int().nonnegative(),
  created: z.iso.datetime(),
  entries: z.array(z.object({ path: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int() })),
})

export type BackupManifest = z.infer<typeof backupManifest>
export type BackupEntry = BackupManifest['entries'][number]
