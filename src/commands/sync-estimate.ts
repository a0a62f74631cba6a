import type { SyncResult } from '../db/schema/jobs.ts'
import { formatBytes } from './format-bytes.ts'

/** What a sync is going to cost, guessed from what it found: known before a file is read. */
export type Estimate = NonNullable<SyncResult['estimate']>

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
