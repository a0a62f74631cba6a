import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { watchPaths } from '../../src/commands/watch-paths.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const NEVER = new AbortController().signal

function openWatch(timing: { settleMs: number; rescanMs: number }) {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'deep'))
  const watched = watchPaths([folder], timing)
  onTestFinished(watched.close)
  return { folder, watched }
}

const elapsed = async (work: Promise<void>) => {
  const start = performance.now()
  await work
  return performance.now() - start
}

it('notices a file in a folder below', async () => {
  const { folder, watched } = openWatch({ settleMs: 20, rescanMs: 60_000 })
  setTimeout(() => writeFileSync(join(folder, 'deep', 'note.md'), '换了领导'), 100)
  await watched.next(NEVER)
})

it('keeps a change that nobody waited for', async () => {
  const { folder, watched } = openWatch({ settleMs: 20, rescanMs: 60_000 })
  writeFileSync(join(folder, 'note.md'), '换了领导')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await elapsed(watched.next(NEVER))).toBeLessThan(1_000)
})

it('waits until a file that grows has come to rest', async () => {
  const { folder, watched } = openWatch({ settleMs: 300, rescanMs: 60_000 })
  const grow = setInterval(() => writeFileSync(join(folder, 'note.md'), '再补一行\n', { flag: 'a' }), 50)
  setTimeout(() => clearInterval(grow), 800)
  expect(await elapsed(watched.next(NEVER))).toBeGreaterThan(1_000)
})

it('looks again by itself after a while', async () => {
  const { watched } = openWatch({ settleMs: 20, rescanMs: 200 })
  expect(await elapsed(watched.next(NEVER))).toBeGreaterThanOrEqual(190)
})

it('ends at once when it is interrupted', async () => {
  const { watched } = openWatch({ settleMs: 20, rescanMs: 60_000 })
  const interrupt = new AbortController()
  setTimeout(() => interrupt.abort(), 50)
  await expect(watched.next(interrupt.signal)).rejects.toThrow()
})
