import { spawnSync } from 'node:child_process'
import { CLI } from './built.ts'

const NOBODY = 65_534

function canRunAs(uid: number): boolean {
  const { status } = spawnSync(process.execPath, [CLI, '--version'], { uid, gid: uid, stdio: 'ignore' })
  return status === 0
}

/**
 * The user whom file permissions bind: the own one, or for root, who may read everything, user 65534.
 * `isBound` is false where that one cannot run the command, as in a checkout under /root.
 */
export function boundUser(): { uid: number | undefined; isBound: boolean } {
  if (process.getuid?.() !== 0) return { uid: undefined, isBound: process.getuid !== undefined }
  return { uid: NOBODY, isBound: canRunAs(NOBODY) }
}
