import type { QdrantConfig } from '../../config.ts'
import { openQdrantClient } from './client.ts'
import { findCollection } from './collection.ts'
import { engineError } from './failure.ts'

const TIMEOUT_MS = 30_000

/**
 * Deletes every collection that Precedent has made under a name, whatever library it belongs to: for a library that is
 * gone, and had the name to itself. Their alias goes with them.
 * @throws AppError `engine_unavailable`, `engine_misfit`
 */
export async function deleteCollections(config: QdrantConfig): Promise<void> {
  const client = openQdrantClient(config, TIMEOUT_MS)
  try {
    const { collections } = await client.getCollections()
    for (const { name } of collections) {
      if (!name.startsWith(`${config.collection}-`)) continue
      const found = await findCollection(client, name)
      if (found.kind === 'ours') await client.deleteCollection(name)
    }
  } catch (error) {
    throw engineError(error, config)
  }
}
