import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Database, Transaction } from './client.ts'
import { type Space, spaces } from './schema/spaces.ts'

export const DEFAULT_SPACE = 'default'

export function findSpace(db: Database | Transaction, name: string): Space | undefined {
  return db.select().from(spaces).where(eq(spaces.name, name)).get()
}

/** @returns the space of that name, made now if there was none. */
export function ensureSpace(tx: Transaction, name: string, isSample = false): Space {
  const found = findSpace(tx, name)
  if (found) return found
  return tx
    .insert(spaces)
    .values({ id: randomUUID(), name, isSample, createdAt: new Date().toISOString() })
    .returning()
    .get()
}
