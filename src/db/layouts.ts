import { eq } from 'drizzle-orm'
import { type Database, write } from './client.ts'
import { layouts } from './schema/layouts.ts'

/** Keeps the packed layout of a version that was staged before; it goes when the version goes. */
export function saveLayout(db: Database, versionId: string, body: Uint8Array): void {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  write(db, (tx) => tx.insert(layouts).values({ versionId, body: bytes }).run())
}

/** The packed layout of a version; undefined for one that was read before layouts were kept. */
export function findLayout(db: Database, versionId: string): Buffer | undefined {
  return db.select({ body: layouts.body }).from(layouts).where(eq(layouts.versionId, versionId)).get()?.body
}
