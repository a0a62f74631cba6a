import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export type SmallDisk = { folder: string; grow: (kilobytes: number) => void }

const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'ignore' })
const umount = (folder: string) => execFileSync('umount', ['-l', folder], { stdio: 'ignore' })

/** Whether this user may mount a disk in memory. */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'precedent-mount-'))
  try {
    mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder)
    umount(folder)
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A disk of that many kilobytes, gone after the test. */
export function mountSmallDisk(kilobytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'precedent-disk-'))
  mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder)
  onTestFinished(() => {
    umount(folder)
    rmSync(folder, { recursive: true })
  })
  return { folder, grow: (size) => mount('-o', `remount,size=${size}k`, folder) }
}
