import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { estimateReading, measureFiles } from '../../ingest/estimate.ts'
import { SAMPLE_DOCUMENTS } from '../helpers/built.ts'

const sampleFiles = () =>
  readdirSync(SAMPLE_DOCUMENTS).map((path) => ({ path, absolute: join(SAMPLE_DOCUMENTS, path) }))

it('comes near what the sample documents came to when they were read', async () => {
  const files = await measureFiles(sampleFiles())
  const estimate = estimateReading(files, true)
  expect(estimate.files).toBe(files.length)
  expect(estimate.bytes).toBe(sampleFiles().reduce((sum, { absolute }) => sum + statSync(absolute).size, 0))
  expect(estimate.chunks).toBeGreaterThan(300)
  expect(estimate.chunks).toBeLessThan(700)
  expect(estimate.embeddingCalls).toBeGreaterThanOrEqual(Math.ceil(estimate.chunks / 64))
  expect(estimate.embeddingTokens / estimate.chunks).toBeGreaterThan(100)
  expect(estimate.embeddingTokens / estimate.chunks).toBeLessThan(220)
})

it('counts a call for every few small files, and none where no service is asked', () => {
  const files = Array.from({ length: 160 }, (_, i) => ({ path: `${i}.md`, bytes: 10 }))
  expect(estimateReading(files, true)).toMatchObject({ files: 160, bytes: 1_600, chunks: 160, embeddingCalls: 10 })
  expect(estimateReading(files, false)).toMatchObject({ chunks: 160, embeddingCalls: 0, embeddingTokens: 0 })
})

it('takes a file that went meanwhile for an empty one', async () => {
  expect(await measureFiles([{ absolute: '/nowhere/a.md' }])).toEqual([{ absolute: '/nowhere/a.md', bytes: 0 }])
})
