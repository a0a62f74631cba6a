import { spawn } from 'node:child_process'
import { killTree } from '../child/process-group.ts'

export type ToolRun = {
  args: readonly string[]
  /** Bytes for its standard input. */
  input?: Uint8Array
  /** Variables beside the few that a program needs to run at all. */
  environment?: Readonly<Record<string, string>>
  timeoutMs: number
  /** Where its output is cut, and the program ended. */
  maxOutputBytes?: number
}

export type ToolEnd = 'exited' | 'timed_out' | 'said_too_much'
export type ToolResult = { end: ToolEnd; code: number | null; signal: string | null; stdout: string; stderr: string }

const MAX_OUTPUT_BYTES = 64 * 2 ** 20
/** Passed on. Everything else, keys of models first of all, is none of a converter's business. */
const KEPT_VARIABLES =
  /^(?:PATH|HOME|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|TESSDATA_PREFIX|SystemRoot|SystemDrive|APPDATA|LOCALAPPDATA|ProgramFiles.*)$/i

/**
 * Runs a program without a shell, in this process's group so that it ends with it. Past its time or its output it is
 * ended with everything under it. Rejects only when it cannot be started.
 */
export function runTool(command: string, run: ToolRun): Promise<ToolResult> {
  const { args, input, environment, timeoutMs, maxOutputBytes = MAX_OUTPUT_BYTES } = run
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...keptVariables(), ...environment },
      windowsHide: true,
    })
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    let bytes = 0
    let end: ToolEnd = 'exited'

    function endAs(how: ToolEnd): void {
      if (end !== 'exited') return
      end = how
      void killTree(child)
    }

    const timer = setTimeout(() => endAs('timed_out'), timeoutMs)
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (part: Buffer) => {
        bytes += part.length
        if (bytes > maxOutputBytes) endAs('said_too_much')
        else output[name].push(part)
      })
    }
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      const text = (parts: Buffer[]) => Buffer.concat(parts).toString('utf8')
      resolve({ end, code, signal, stdout: text(output.stdout), stderr: text(output.stderr) })
    })
  })
}

function keptVariables(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && KEPT_VARIABLES.test(name) ? [[name, value] as const] : [],
  )
  return Object.fromEntries(entries)
}
