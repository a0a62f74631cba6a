import { z } from 'zod'
import { type Database, write } from '../../db/client.ts'
import { dropSettings, readSetting, writeSetting } from '../../db/settings.ts'
import type { Collection } from './collection.ts'
import { USUAL_LENGTH } from './mean-length.ts'

/** A collection that is being built, and the last change that it has taken in. */
export type Next = { collection: Collection; change: number }

const nextSchema = z.object({
  collection: z.object({
    name: z.string(),
    library: z.string(),
    format: z.number(),
    embedder: z.string(),
    dimensions: z.number(),
    terms: z.string(),
    meanLength: z.number().positive().default(USUAL_LENGTH),
  }),
  change: z.number(),
})

/** The name of the collection that follows this library; undefined while there is none. */
export function collectionInUse(db: Database): string | undefined {
  return readSetting(db, 'qdrant_collection')
}

/** The last change that the collection in use has taken in; 0 for none. */
export function lastChangeTaken(db: Database): number {
  return Number(readSetting(db, 'qdrant_change') ?? 0)
}

export function noteChangeTaken(db: Database, change: number): void {
  write(db, (tx) => writeSetting(tx, 'qdrant_change', String(change)))
}

/** Whether Qdrant lacks what a search has to find, so that SQLite has to be searched. */
export function isBehind(db: Database): boolean {
  return readSetting(db, 'qdrant_behind') !== undefined
}

export function noteBehind(db: Database): void {
  if (isBehind(db)) return
  write(db, (tx) => writeSetting(tx, 'qdrant_behind', new Date().toISOString()))
}

export function noteInStep(db: Database): void {
  if (isBehind(db)) write(db, (tx) => dropSettings(tx, ['qdrant_behind']))
}

export function readNext(db: Database): Next | undefined {
  const text = readSetting(db, 'qdrant_next')
  return text === undefined ? undefined : nextSchema.parse(JSON.parse(text))
}

export function noteNext(db: Database, next: Next): void {
  write(db, (tx) => writeSetting(tx, 'qdrant_next', JSON.stringify(next)))
}

export function dropNext(db: Database): void {
  write(db, (tx) => dropSettings(tx, ['qdrant_next']))
}

/** The collection that was built is the one in use from now on. */
export function noteSwitch(db: Database, { collection, change }: Next): void {
  write(db, (tx) => {
    writeSetting(tx, 'qdrant_collection', collection.name)
    writeSetting(tx, 'qdrant_change', String(change))
    dropSettings(tx, ['qdrant_next', 'qdrant_behind'])
  })
}

/** The collection in use is gone: searches go to SQLite until another is built. */
export function noteLoss(db: Database): void {
  write(db, (tx) => {
    dropSettings(tx, ['qdrant_collection', 'qdrant_change'])
    writeSetting(tx, 'qdrant_behind', new Date().toISOString())
  })
}
