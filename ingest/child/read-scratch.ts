import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'precedent-read-'
/** Long after any reading: processes that this one does not see may share the folder for temporary files. */
const ABANDONED_AFTER_MS = 2 * 60 * 60 * 1_000

/**
 * A private folder for the temporary files of one process that reads, named after the process that removes it; '' where
 * none can be made, as on a full disk: most formats are read without.
 */
export function makeScratch(): string {
  try {
    return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  } catch {
    return ''
  }
}

export function dropScratch(folder: string): void {
  if (folder === '') return
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 2, retryDelay: 20 })
  } catch {
    // A program that was just ended may still write here: the sweep comes by later.
  }
}

/** Removes what a process left behind that was ended without warning. */
export function sweepScratch(): void {
  const parent = tmpdir()
  for (const name of entriesOf(parent).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number(/^\d+/.exec(name.slice(PREFIX.length))?.[0])
    const changedAt = statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (!isAlive(owner) && Date.now() - changedAt > ABANDONED_AFTER_MS) dropScratch(join(parent, name))
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
