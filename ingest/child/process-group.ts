import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Whether the system has process groups, which end as one. Elsewhere the tree of children stands in for them. */
export const HAS_GROUPS = process.platform !== 'win32'

type ProcessEntry = { pid: number; parent: number; group: number }

/** Ends a process that leads its group, and everything that it started, at once. */
export function killGroup({ pid }: Pick<ChildProcess, 'pid'>): void {
  if (pid === undefined) return
  if (HAS_GROUPS) signalKill(-pid)
  else killWindowsTree(pid)
}

/** Ends a process and everything under it; others of its group live on. */
export async function killTree({ pid }: Pick<ChildProcess, 'pid'>): Promise<void> {
  if (pid === undefined) return
  if (!HAS_GROUPS) return killWindowsTree(pid)
  for (const one of [...descendantsOf(pid, await listProcesses()), pid]) signalKill(one)
}

/** Bytes of memory that the processes of a group hold; 0 where the system does not tell. */
export async function groupMemory(leader: number): Promise<number> {
  const members = (await listProcesses()).filter(({ group }) => group === leader)
  const sizes = await Promise.all(members.map(({ pid }) => residentBytes(pid)))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

function signalKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

function killWindowsTree(pid: number): void {
  spawn('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => {})
}

function descendantsOf(root: number, processes: readonly ProcessEntry[]): number[] {
  const children = processes.filter(({ parent }) => parent === root).map(({ pid }) => pid)
  return children.flatMap((pid) => [...descendantsOf(pid, processes), pid])
}

function listProcesses(): Promise<ProcessEntry[]> {
  if (process.platform === 'linux') return listFromProc()
  return HAS_GROUPS ? listFromPs() : Promise.resolve([])
}

/** `man 5 proc`: state, parent and group follow the command's name in brackets. */
async function listFromProc(): Promise<ProcessEntry[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const entries = pids.map(async (pid): Promise<ProcessEntry[]> => {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
    const [, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (parent === undefined || group === undefined) return []
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group) }]
  })
  return (await Promise.all(entries)).flat()
}

async function listFromPs(): Promise<ProcessEntry[]> {
  return (await ps('-axo', 'pid=,ppid=,pgid=')).split('\n').flatMap((line) => {
    const [pid, parent, group] = line.trim().split(/\s+/).map(Number)
    return pid === undefined || parent === undefined || group === undefined ? [] : [{ pid, parent, group }]
  })
}

async function residentBytes(pid: number): Promise<number> {
  const kibibytes =
    process.platform === 'linux'
      ? /^VmRSS:\s*(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'latin1').catch(() => ''))?.[1]
      : await ps('-o', 'rss=', '-p', String(pid))
  return Number(kibibytes ?? 0) * 1024
}

async function ps(...args: string[]): Promise<string> {
  return promisify(execFile)('ps', args).then(
    ({ stdout }) => stdout,
    () => '',
  )
}
