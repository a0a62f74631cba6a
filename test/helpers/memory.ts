import { readdirSync, readFileSync } from 'node:fs'

function peakOf(pid: string, mark: string): number {
  try {
    if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark)) return 0
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/**
 * The most bytes that one process with `mark` in its environment held at any time while `work` ran, its children
 * included; 0 where the system has no /proc.
 */
export async function peakMemory<T>(mark: string, work: Promise<T>): Promise<{ result: T; bytes: number }> {
  let bytes = 0
  const look = setInterval(() => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      bytes = Math.max(bytes, peakOf(pid, mark))
    }
  }, 50)
  if (process.platform !== 'linux') clearInterval(look)
  try {
    return { result: await work, bytes }
  } finally {
    clearInterval(look)
  }
}

/** Megabytes that a process holds now; 0 where the system has no /proc. */
export function residentMegabytes(pid: number | undefined): number {
  if (process.platform !== 'linux') return 0
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024
}

/** Watches every process of this machine from now on. `stop` gives the megabytes that any with `word` in its command line held at most. */
export function watchMemory(): { stop: () => (word: string) => number } {
  const peaks = new Map<string, number>()
  const look = () => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        peaks.set(command, Math.max(peaks.get(command) ?? 0, residentMegabytes(Number(pid))))
      } catch {
        // It has ended meanwhile.
      }
    }
  }
  const timer = process.platform === 'linux' ? setInterval(look, 100) : undefined
  return {
    stop: () => {
      clearInterval(timer)
      return (word) => Math.max(0, ...[...peaks].flatMap(([command, peak]) => (command.includes(word) ? [peak] : [])))
    },
  }
}
