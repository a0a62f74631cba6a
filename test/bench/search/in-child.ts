import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Peers keep their whole index as objects: at 100,000 chunks that is more than a process is given by itself. */
const HEAP_MEGABYTES = 12_000

/**
 * Runs a script of this folder in a process of its own, so that memory is its own.
 * @returns what it printed as JSON; undefined where it ended without, as one does that runs out of memory.
 */
export async function inChild<T>(script: string, args: readonly string[]): Promise<T | undefined> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const node = ['--import', 'tsx', `--max-old-space-size=${HEAP_MEGABYTES}`, path, ...args]
  const child = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (part: Buffer) => {
    out += part.toString('utf8')
  })
  await new Promise((resolve) => child.once('close', resolve))
  const line = out.trim().split('\n').at(-1) ?? ''
  return line.startsWith('{') ? (JSON.parse(line) as T) : undefined
}
