import { eq, inArray } from 'drizzle-orm'
import type { Database, Transaction } from './client.ts'
import { type SettingName, settings } from './schema/settings.ts'

export function readSetting(db: Database | Transaction, name: SettingName): string | undefined {
  return db.select().from(settings).where(eq(settings.name, name)).get()?.value
}

export function writeSetting(tx: Transaction, name: SettingName, value: string): void {
  tx.insert(settings).values({ name, value }).onConflictDoUpdate({ target: settings.name, set: { value } }).run()
}

export function dropSettings(tx: Transaction, names: readonly SettingName[]): void {
  tx.delete(settings)
    .where(inArray(settings.name, [...names]))
    .run()
}

/** Terms were taken from text before their version was written down. */
const FIRST_TERMS = '1'

/** How the terms of the points were taken from the text. */
export function termsVersion(db: Database | Transaction): string {
  return readSetting(db, 'terms_version') ?? FIRST_TERMS
}

/** The embedder whose vectors questions are compared with; undefined in a library that no worker has opened yet. */
export function activeEmbedder(db: Database | Transaction): string | undefined {
  return readSetting(db, 'embedding_model')
}

export function setActiveEmbedder(tx: Transaction, embedderId: string): void {
  writeSetting(tx, 'embedding_model', embedderId)
}
