import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { SyncResult } from '../src/db/schema/jobs.ts'
import { inBatches } from './in-batches.ts'

export type Estimate = NonNullable<SyncResult['estimate']>

/**
 * Bytes of text (UTF-8) in a byte of a file, measured on the sample documents in `corpus/`. Fonts and pictures weigh most
 * of PDF and PPTX, so that a file of theirs can easily hold ten times as much. What is not listed was not measured, and
 * counts as DOCX.
 */
const TEXT_SHARE: Readonly<Record<string, number>> = {
  '.txt': 1,
  '.md': 1,
  '.csv': 1,
  '.html': 0.7,
  '.htm': 0.7,
  '.docx': 0.5,
  '.xlsx': 0.8,
  '.pptx': 0.02,
  '.pdf': 0.01,
}
const UNMEASURED_SHARE = 0.5

/** From the same documents: bytes of text in a chunk, how much title and headings add to it, and tokens in a byte. */
const BYTES_PER_CHUNK = 450
const CONTEXT_SHARE = 1.15
/** A Chinese character counted as one token, other text as one in four characters. */
const TOKENS_PER_BYTE = 0.3

const CHUNKS_PER_CALL = 64
/** Small files that are read at the same time share a call. */
const FILES_PER_CALL = 16
const MEASURED_AT_ONCE = 64

/** What reading some files will come to, roughly, before any is opened; `asksService` false: no call is made. */
export function estimateReading(files: readonly { path: string; bytes: number }[], asksService: boolean): Estimate {
  const sum = (count: (file: { path: string; bytes: number }) => number) =>
    files.reduce((total, file) => total + count(file), 0)
  const textBytes = ({ path, bytes }: { path: string; bytes: number }) =>
    bytes * (TEXT_SHARE[extname(path).toLowerCase()] ?? UNMEASURED_SHARE)
  const chunks = sum((file) => Math.max(1, Math.ceil(textBytes(file) / BYTES_PER_CHUNK)))
  const calls = Math.max(Math.ceil(chunks / CHUNKS_PER_CALL), Math.ceil(files.length / FILES_PER_CALL))
  const tokens = Math.ceil(sum(textBytes) * CONTEXT_SHARE * TOKENS_PER_BYTE)
  return {
    files: files.length,
    bytes: sum(({ bytes }) => bytes),
    chunks,
    embeddingCalls: asksService ? calls : 0,
    embeddingTokens: asksService ? tokens : 0,
  }
}

/** The sizes of files as they lie there now; 0 for one that went. */
export async function measureFiles<File extends { absolute: string }>(
  files: readonly File[],
): Promise<(File & { bytes: number })[]> {
  const measured: (File & { bytes: number })[] = []
  for (const batch of inBatches(files, MEASURED_AT_ONCE)) {
    const sizes = batch.map(({ absolute }) =>
      stat(absolute).then(
        ({ size }) => size,
        () => 0,
      ),
    )
    for (const [i, bytes] of (await Promise.all(sizes)).entries()) {
      const file = batch[i]
      if (file) measured.push({ ...file, bytes })
    }
  }
  return measured
}
