import { expect } from 'vitest'
import type { ErrorCode } from '../../src/errors.ts'
import { type CommandResult, runPrecedent } from './built.ts'

/** One line for a person: what, why, what to do; no stack, no control character, no name from inside. */
export function expectClearLine(message: string): void {
  expect(message).toMatch(/^[^\p{Cc}]{20,300}$/u)
  expect(message).not.toMatch(/node:internal|\.[jt]s:\d|Sqlite|\bE[A-Z]{5,}\b|undefined|\[object/)
}

/** A command that could not run: exit code 1, and one line that ends with the code on standard error. */
export function expectRefusal({ code: exit, out, err }: CommandResult, code: ErrorCode, names: string | RegExp): void {
  const message = /^precedent: ([^\n]+) \((\w+)\)\n$/.exec(err)
  expect({ exit, code: message?.[2] }, err).toEqual({ exit: 1, code })
  expectClearLine(message?.[1] ?? '')
  expect(message?.[1]).toMatch(names)
  if (out !== '') expect(JSON.parse(out)).toEqual({ error: { code, message: message?.[1] } })
}

type Circumstances = { environment?: Record<string, string>; uid?: number | undefined; names?: string | RegExp }

/** Runs a command that must be refused, once for a person and once for a script. */
export async function expectRefused(
  args: readonly string[],
  code: ErrorCode,
  { environment = {}, uid, names = '' }: Circumstances = {},
): Promise<void> {
  const [read, json] = await Promise.all([
    runPrecedent(args, environment, uid),
    runPrecedent([...args, '--json'], environment, uid),
  ])
  expectRefusal(read, code, names)
  expectRefusal(json, code, names)
  expect({ forPeople: read.out === '', forScripts: json.out === '' }).toEqual({ forPeople: true, forScripts: false })
}
