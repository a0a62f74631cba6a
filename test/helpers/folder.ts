import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../src/db/client.ts'
import { openLibrary } from './library.ts'
import { temporaryFolder } from './temporary-folder.ts'

export function put(folder: string, path: string, content: string | Uint8Array): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** A data folder and a folder of documents beside it. */
export function prepareFolder(files: Record<string, string | Uint8Array>): {
  db: Database
  data: string
  notes: string
} {
  const home = temporaryFolder()
  const [data, notes] = [join(home, 'data'), join(home, 'notes')]
  mkdirSync(data)
  mkdirSync(notes)
  for (const [path, content] of Object.entries(files)) put(notes, path, content)
  return { db: openLibrary(data), data, notes }
}
