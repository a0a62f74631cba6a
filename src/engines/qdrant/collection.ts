import { createHash, randomBytes } from 'node:crypto'
import type { QdrantClient, Schemas } from '@qdrant/js-client-rest'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { readFailure } from './failure.ts'
import { USUAL_LENGTH } from './mean-length.ts'

/** What the points of a collection are made with: another of these, another collection. */
export type Identity = {
  /** Of the payload and of the weights. */
  format: number
  /** The embedder's id. */
  embedder: string
  dimensions: number
  /** How terms were taken from the text. */
  terms: string
}

/** How a collection is laid out over the nodes of a cluster; all 1 on a single node. */
export type Layout = { shards: number; replicas: number }

/** A collection of ours, as its metadata tells. `meanLength`: of a chunk, in terms, which all its weights are made with. */
export type Collection = Identity & { name: string; library: string; meanLength: number }

export const FORMAT = 2
const MADE_BY = 'precedent'
/** Below, vectors are small and lose most by rounding. */
const LEAST_QUANTIZED_DIMENSIONS = 256
const KEYWORD_FIELDS = ['document_id', 'revision', 'space', 'kind', 'sensitivity'] as const
const OPERATION_TIMEOUT_S = 30

/** Every field that is filtered by has an index: without one a large filter is slow, and strict mode refuses it. */
export const PAYLOAD_INDEXES: Readonly<Record<string, 'keyword' | 'integer'>> = {
  ...Object.fromEntries(KEYWORD_FIELDS.map((field) => [field, 'keyword'] as const)),
  day: 'integer',
}

const metadataSchema = z.object({
  made_by: z.literal(MADE_BY),
  format: z.number().int(),
  name: z.string(),
  library: z.string(),
  embedder: z.string(),
  dimensions: z.number().int().positive(),
  terms: z.string(),
  /** Those of the first format have none. */
  mean_length: z.number().positive().default(USUAL_LENGTH),
})

export const isQuantized = ({ dimensions }: Pick<Identity, 'dimensions'>) => dimensions > LEAST_QUANTIZED_DIMENSIONS

/** `<prefix>-<hash of what the points are made with>-<random>`: a rebuilt one stands beside the one in use. */
export function newCollectionName(prefix: string, { format, embedder, dimensions, terms }: Identity): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([format, embedder, dimensions, terms]))
    .digest('hex')
  return `${prefix}-${hash.slice(0, 8)}-${randomBytes(3).toString('hex')}`
}

/**
 * How a collection is made. For ten million chunks: original vectors and payload on disk, one byte a number in memory,
 * rescored from the originals; the lexical half in memory. A node of a pair may be lost without writes coming to an end.
 */
export function collectionConfig(collection: Collection, { shards, replicas }: Layout): Schemas['CreateCollection'] {
  const { name, library, format, embedder, dimensions, terms, meanLength } = collection
  const quantization = { scalar: { type: 'int8', quantile: 0.99, always_ram: true } } as const
  return {
    vectors: {
      dense: {
        size: dimensions,
        distance: 'Cosine',
        on_disk: isQuantized(collection),
        ...(isQuantized(collection) ? { quantization_config: quantization } : {}),
      },
    },
    sparse_vectors: { lexical: { modifier: 'idf', index: { on_disk: false } } },
    on_disk_payload: true,
    shard_number: shards,
    replication_factor: replicas,
    write_consistency_factor: Math.ceil(replicas / 2),
    strict_mode_config: { enabled: true, unindexed_filtering_retrieve: false, unindexed_filtering_update: false },
    metadata: { made_by: MADE_BY, format, name, library, embedder, dimensions, terms, mean_length: meanLength },
  }
}

/** Makes an empty collection with all of its indexes, before anything is loaded. The facade would drop the metadata. */
export async function createCollection(client: QdrantClient, collection: Collection, layout: Layout): Promise<void> {
  const { name } = collection
  const config = collectionConfig(collection, layout)
  await client.api().createCollection({ collection_name: name, timeout: OPERATION_TIMEOUT_S, ...config })
  for (const [field_name, field_schema] of Object.entries(PAYLOAD_INDEXES)) {
    await client.createPayloadIndex(name, { field_name, field_schema, wait: true, timeout: OPERATION_TIMEOUT_S })
  }
}

function denseSize(info: Schemas['CollectionInfo']): number | undefined {
  const { vectors } = info.config.params
  const dense = typeof vectors === 'object' && 'dense' in vectors ? vectors.dense : undefined
  return typeof dense === 'object' && 'size' in dense && typeof dense.size === 'number' ? dense.size : undefined
}

/** What stands at a name or an alias: a collection of ours, one of somebody else, or nothing. */
export type Found =
  | { kind: 'ours'; collection: Collection; info: Schemas['CollectionInfo'] }
  | { kind: 'foreign'; why: string }
  | { kind: 'missing' }

export async function findCollection(client: QdrantClient, nameOrAlias: string): Promise<Found> {
  try {
    const info = await client.getCollection(nameOrAlias)
    const metadata = metadataSchema.safeParse(info.config.metadata)
    if (!metadata.success) return { kind: 'foreign', why: 'was not made by Precedent' }
    const { made_by: _, mean_length: meanLength, ...rest } = metadata.data
    if (rest.format > FORMAT) return { kind: 'foreign', why: 'was made by a newer Precedent' }
    const size = denseSize(info)
    if (size !== rest.dimensions)
      return { kind: 'foreign', why: `holds vectors of ${size} numbers, not of ${rest.dimensions}` }
    return { kind: 'ours', collection: { ...rest, meanLength }, info }
  } catch (error) {
    if (readFailure(error).status === 404) return { kind: 'missing' }
    throw error
  }
}

/** What to say of a collection that stands where ours should. Nothing of it is touched. */
export function misfit(name: string, why: string): AppError {
  return new AppError(
    'engine_misfit',
    `The Qdrant collection "${name}" ${why}: set QDRANT_COLLECTION to another name, or delete that collection in Qdrant.`,
  )
}

/** Why a collection of ours cannot be this library's; see `misfit`. */
export const OTHER_LIBRARY = 'belongs to another library'

export function hasIdentity(collection: Identity, wanted: Identity): boolean {
  const fields = ['format', 'embedder', 'dimensions', 'terms'] as const
  return fields.every((field) => collection[field] === wanted[field])
}

/** @throws AppError `engine_misfit` for a server of another major version. @returns a warning, where it is untested. */
export function assessVersion(version: string): string | undefined {
  const [, major = '', minor = ''] = /^v?(\d+)\.(\d+)/.exec(version) ?? []
  if (major !== '1') {
    throw new AppError('engine_misfit', `Qdrant ${version} is not supported: Precedent takes 1.17 to 1.19.`)
  }
  if (Number(minor) >= 17 && Number(minor) <= 19) return undefined
  return `Qdrant ${version} is untested: Precedent takes 1.17 to 1.19.`
}
