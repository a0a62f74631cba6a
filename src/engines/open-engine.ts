import type { Config } from '../config.ts'
import type { Database } from '../db/client.ts'
import { openEmbeddedEngine } from './embedded/engine.ts'
import type { SearchEngine } from './engine.ts'

/**
 * Opens the engine that the configuration names; the client of Qdrant is loaded only where it is wanted.
 * @param embedderId whose vectors to use where the library does not say.
 * @throws AppError `engine_misfit`
 */
export async function openEngine(
  config: Config,
  db: Database,
  options: { embedderId: string; log: (line: string) => void },
): Promise<SearchEngine> {
  if (config.engine !== 'qdrant' || !config.qdrant) return openEmbeddedEngine(db, options.embedderId)
  const { openQdrantEngine } = await import('./qdrant/engine.ts')
  return openQdrantEngine(db, { config: config.qdrant, ...options })
}
