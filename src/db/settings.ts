import { eq } from 'drizzle-orm'
import type { Database, Transaction } from './client.ts'
import { settings } from './schema/settings.ts'

/** The embedder whose vectors questions are compared with; undefined in a library that no worker has opened yet. */
export function activeEmbedder(db: Database | Transaction): string | undefined {
  return db.select().from(settings).where(eq(settings.name, 'embedding_model')).get()?.value
}

export function setActiveEmbedder(tx: Transaction, embedderId: string): void {
  tx.insert(settings)
    .values({ name: 'embedding_model', value: embedderId })
    .onConflictDoUpdate({ target: settings.name, set: { value: embedderId } })
    .run()
}
