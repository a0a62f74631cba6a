import { expect } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { countOpenJobs } from '../../src/db/jobs.ts'
import type { SyncResult } from '../../src/db/schema/jobs.ts'
import { versionText } from '../../src/db/versions.ts'
import { examine } from '../../src/doctor.ts'
import { runPrecedent } from './built.ts'
import { expectClearLine } from './refusal.ts'

/** Runs the built `ingest` to its end. @returns what it printed as JSON; it must have run. */
export async function ingestFolder(data: string, args: readonly string[]): Promise<SyncResult> {
  const { code, out, err } = await runPrecedent(['ingest', ...args, '--json', '--data', data])
  expect({ code, hasStack: /\n {4}at /.test(out + err) }, out + err).toEqual({ code: 0, hasStack: false })
  const result = JSON.parse(out) as SyncResult
  for (const { message } of result.failed) expectClearLine(message)
  return result
}

export function codesOf({ failed }: SyncResult): Record<string, string> {
  return Object.fromEntries(failed.map(({ path, code }) => [path, code]))
}

/** Nothing is half done: the doctor finds no fault, and no job is open. */
export async function expectSound(data: string): Promise<void> {
  const { checks } = await examine({ variables: { PATH: process.env.PATH }, dataFolder: data })
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
  const db = openDatabase(data)
  const open = countOpenJobs(db)
  db.$client.close()
  expect(open).toBe(0)
}

/** The extracted text of each document by its path; '' for one that could not be read. */
export function textsIn(data: string): Record<string, string> {
  const db = openDatabase(data)
  const texts = listDocuments(db, { limit: 10_000 }).map(({ path, versionId }) => [
    path,
    versionText(db, versionId) ?? '',
  ])
  db.$client.close()
  return Object.fromEntries(texts)
}
