import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url))
export const SAMPLE_DOCUMENTS = fileURLToPath(new URL('../../corpus/documents', import.meta.url))
export const SAMPLE_QUESTIONS = fileURLToPath(new URL('../../corpus/questions.jsonl', import.meta.url))

/** The environment of a newcomer: nothing of ours is set. */
function plainEnvironment(extra: Record<string, string>): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => ['PATH', 'HOME', 'TMPDIR', 'LANG'].includes(name))
  return { ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])), ...extra }
}

export type CommandResult = { code: number | null; out: string; err: string }

/** Runs the built command as a user would, to its end; `uid`: as which user, where that is not the own one. */
export function runPrecedent(
  args: readonly string[],
  environment: Record<string, string> = {},
  uid?: number,
): Promise<CommandResult> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: plainEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (part: Buffer) => {
    out += part.toString('utf8')
  })
  child.stderr.on('data', (part: Buffer) => {
    err += part.toString('utf8')
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })))
}

export type RunningService = { url: string; process: ChildProcess; startedInMs: number }

/** Starts the built service on a free port and waits for its address. It ends with the test, or with `atEnd`. */
export async function startService(
  args: readonly string[],
  environment: Record<string, string> = {},
  atEnd: (stop: () => Promise<void>) => void = onTestFinished,
): Promise<RunningService> {
  const started = performance.now()
  const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', ...args], {
    env: plainEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  atEnd(() => stopProcess(child))
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', (line) => said.push(line))
  for (;;) {
    const url = said.join('\n').match(/http:\/\/\S+:\d+/)?.[0]
    if (url && (await isReady(url))) return { url, process: child, startedInMs: performance.now() - started }
    if (child.exitCode !== null) throw new Error(`the service ended: ${said.join('\n')}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  )
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** A page of JSON over HTTP. */
export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}
