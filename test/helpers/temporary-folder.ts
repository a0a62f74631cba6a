import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'

/** A fresh folder for one test, gone after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'precedent-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** A fresh folder for all tests of a file, gone after them. */
export function temporarySuiteFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'precedent-suite-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Lets everything that the tests of a file make as temporary files lie in a folder of its own. @returns that folder. */
export function redirectTemporaryFiles(): string {
  const folder = temporarySuiteFolder()
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  afterAll(() => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  })
  return folder
}
