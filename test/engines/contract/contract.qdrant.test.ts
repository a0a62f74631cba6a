import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../../src/db/client.ts'
import { openQdrantClient } from '../../../src/engines/qdrant/client.ts'
import { openLibrary } from '../../helpers/library.ts'
import { type QdrantStandIn, startQdrant } from '../../helpers/qdrant/server.ts'
import { describeEngine } from './engine-contract.ts'
import { openQdrant, qdrantConfig } from './open-qdrant.ts'

/** One server a library, as long as its test runs; whatever it refuses fails the test. */
const servers = new WeakMap<Database, QdrantStandIn>()

async function serverOf(db: Database): Promise<QdrantStandIn> {
  const known = servers.get(db)
  if (known) return known
  const server = await startQdrant({ isStrict: true })
  servers.set(db, server)
  onTestFinished(async () => {
    await server.close()
    expect(server.refused()).toEqual([])
  })
  return server
}

describeEngine('the Qdrant engine over the stand-in', async (db) => {
  const server = await serverOf(db)
  return openQdrant(db, qdrantConfig(server.url))
})

/** No shared disk: the worker has the library, the service has the server. */
describeEngine('the Qdrant engine in a process without the library', async (db) => {
  const server = await serverOf(db)
  return openQdrant(db, qdrantConfig(server.url), openLibrary())
})

const { QDRANT_URL: url, QDRANT_API_KEY: apiKey } = process.env

if (url === undefined || url === '') {
  describe('the Qdrant engine over a server', () => {
    it.skip('was not tried: QDRANT_URL names no server', () => {})
  })
} else {
  const prefix = `contract-${randomBytes(4).toString('hex')}`
  const configs = new WeakMap<Database, ReturnType<typeof qdrantConfig>>()
  let libraries = 0

  describeEngine('the Qdrant engine over a server', async (db) => {
    const config = configs.get(db) ?? qdrantConfig(url, { apiKey, collection: `${prefix}-${libraries++}` })
    configs.set(db, config)
    return openQdrant(db, config)
  })

  afterAll(async () => {
    const client = openQdrantClient({ url, apiKey }, 30_000)
    const { collections } = await client.getCollections()
    const ours = collections.filter(({ name }) => name.startsWith(`${prefix}-`))
    for (const { name } of ours) await client.deleteCollection(name)
  })
}
