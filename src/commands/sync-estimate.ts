import type { SyncResult } from '../db/schema/jobs.ts'
import { formatBytes } from './format-bytes.ts'

/** What a sync is going to cost, guessed from what it found: known before a file is read. */
export type Estimate = { files: number; bytes: number; chunks: number; embeddingCalls: number; embeddingTokens: number }

const FIELDS = ['files', 'bytes', 'chunks', 'embeddingCalls', 'embeddingTokens'] as const

function numberAt(value: object, field: string): number {
  const found: unknown = Reflect.get(value, field)
  return typeof found === 'number' && Number.isFinite(found) ? found : 0
}

/** The estimate that a sync carries; undefined where it made none. */
export function estimateOf(result: SyncResult | null): Estimate | undefined {
  const found: unknown = result === null ? undefined : Reflect.get(result, 'estimate')
  if (typeof found !== 'object' || found === null) return undefined
  const [files = 0, bytes = 0, chunks = 0, embeddingCalls = 0, embeddingTokens = 0] = FIELDS.map((field) =>
    numberAt(found, field),
  )
  return files > 0 ? { files, bytes, chunks, embeddingCalls, embeddingTokens } : undefined
}

const LARGE_FROM_CHUNKS = 5_000

/** Whether a run is so large, or costs calls of a service, that one wants to know before. */
export function isWorthTelling({ chunks, embeddingCalls }: Estimate): boolean {
  return chunks >= LARGE_FROM_CHUNKS || embeddingCalls > 0
}

const grouped = (value: number) => value.toLocaleString('en-US')
const some = (value: number, one: string) => `${grouped(value)} ${one}${value === 1 ? '' : 's'}`

/** `About 12,000 chunks from 310 files (45 MB), in 190 calls of the embedding service (3,100,000 tokens).` */
export function formatEstimate({ files, bytes, chunks, embeddingCalls, embeddingTokens }: Estimate): string {
  const tokens = embeddingTokens > 0 ? ` (${some(embeddingTokens, 'token')})` : ''
  const calls = embeddingCalls > 0 ? `, in ${some(embeddingCalls, 'call')} of the embedding service${tokens}` : ''
  return `About ${some(chunks, 'chunk')} from ${some(files, 'file')} (${formatBytes(bytes)})${calls}.`
}
