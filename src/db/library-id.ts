import { randomUUID } from 'node:crypto'
import { type Database, write } from './client.ts'
import { readSetting, writeSetting } from './settings.ts'

/** Tells this library from others; given now if it had none. */
export function libraryId(db: Database): string {
  const known = readSetting(db, 'library_id')
  if (known !== undefined) return known
  return write(db, (tx) => {
    const id = readSetting(tx, 'library_id') ?? randomUUID()
    writeSetting(tx, 'library_id', id)
    return id
  })
}
