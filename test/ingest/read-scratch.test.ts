import { existsSync, mkdirSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { dropScratch, makeScratch, sweepScratch } from '../../ingest/child/read-scratch.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** The folder for temporary files during one test. */
function useTemporary(folder: string): string {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  onTestFinished(() => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  })
  return folder
}

const NO_PROCESS = 2 ** 22 + 1
const DAY_AGO = new Date(Date.now() - 24 * 60 * 60 * 1_000)

it('makes a folder of its own each time, and removes it with what is in it', () => {
  const folder = useTemporary(temporaryFolder())
  const [first, second] = [makeScratch(), makeScratch()]
  expect(first).not.toBe(second)
  mkdirSync(join(first, 'convert-1'))
  dropScratch(first)
  expect(readdirSync(folder)).toHaveLength(1)
  dropScratch(second)
})

it('sweeps what a process left that was killed long ago, and touches nothing else', () => {
  const folder = useTemporary(temporaryFolder())
  const make = (name: string, changedAt?: Date) => {
    mkdirSync(join(folder, name))
    if (changedAt) utimesSync(join(folder, name), changedAt, changedAt)
    return join(folder, name)
  }
  const abandoned = make(`precedent-read-${NO_PROCESS}-a`, DAY_AGO)
  const kept = [
    make(`precedent-read-${NO_PROCESS}-b`),
    make(`precedent-read-${process.pid}-c`, DAY_AGO),
    make('precedent-other', DAY_AGO),
  ]
  sweepScratch()
  expect(existsSync(abandoned)).toBe(false)
  expect(kept.every(existsSync)).toBe(true)
})

it('does without where there is no place for it', () => {
  useTemporary(join(temporaryFolder(), 'nowhere'))
  expect(makeScratch()).toBe('')
  sweepScratch()
  dropScratch('')
})
