import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { runPrecedent } from './built.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A note, and a question that it answers: whether a library still works shows in these. */
export const NOTE = '# 验收\n\n验收前客户换了领导，第二轮演示改成跟着一辆集卡走一遍。\n'
export const QUESTION = '验收前客户换了领导，第二轮演示怎么改的？'

/** A folder that holds the note, beside the place of a library that does not exist yet. */
export function makeNotes(parent = temporaryFolder()): { notes: string; data: string } {
  const notes = join(parent, 'notes')
  mkdirSync(notes)
  writeFileSync(join(notes, 'good.md'), NOTE)
  return { notes, data: join(parent, 'data') }
}

/** @param uid the user who asks, where that is not the own one. */
export async function expectAnswer(data: string, uid?: number): Promise<void> {
  const { code, out } = await runPrecedent(['ask', QUESTION, '--json', '--data', data], {}, uid)
  expect({ code, answer: JSON.parse(out) as unknown }).toMatchObject({ code: 0, answer: { status: 'answered' } })
}

export async function expectAnswerFrom(url: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ question: QUESTION })
  const response = await fetch(`${url}/api/ask`, { method: 'POST', headers, body })
  expect(await response.json()).toMatchObject({ status: 'answered', citations: [{ title: '验收' }] })
}
