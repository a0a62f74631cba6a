import { openAsBlob, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeBadFiles } from '../helpers/bad-files.ts'
import { getJson, startService } from '../helpers/built.ts'
import { expectAnswerFrom, NOTE } from '../helpers/one-note.ts'
import { expectClearLine } from '../helpers/refusal.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

type Job = { id: string; path: string; state: string; error?: { code: string; message: string } }
type Document = { path: string; state: string; error?: { code: string } }
type Upload = { name: string; content: Blob }

const GOOD: Upload = { name: 'good.md', content: new Blob([NOTE]) }

function upload(url: string, files: readonly Upload[]): Promise<Response> {
  const form = new FormData()
  for (const { name, content } of files) form.append('files', content, name)
  return fetch(`${url}/api/documents`, { method: 'POST', body: form })
}

async function untilFinished(url: string, count: number): Promise<Job[]> {
  for (;;) {
    const { jobs } = await getJson<{ jobs: Job[] }>(`${url}/api/jobs?limit=500`)
    const finished = jobs.filter(({ state }) => state === 'done' || state === 'failed')
    if (finished.length === count) return finished
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

it('fails the job of each bad file with its code and brings the rest in', async () => {
  const { url } = await startService(['--data', join(temporaryFolder(), 'data')])
  const bad = await makeBadFiles()
  const files = bad.map(({ name, bytes }) => ({ name, content: new Blob([new Uint8Array(bytes)]) }))
  const unknown = { name: 'movie.mp4', content: new Blob(['x']) }
  const response = await upload(url, [...files, unknown, GOOD])
  expect(response.status).toBe(202)
  const jobs = await untilFinished(url, bad.length + 2)

  const expected = Object.fromEntries(bad.map(({ name, code }) => [name, code]))
  expect(Object.fromEntries(jobs.map(({ path, error }) => [path, error?.code]))).toEqual({
    ...expected,
    'movie.mp4': 'format_unsupported',
    [GOOD.name]: undefined,
  })
  for (const { error } of jobs) if (error) expectClearLine(error.message)
  const { documents } = await getJson<{ documents: Document[] }>(`${url}/api/documents?limit=500`)
  const states = Object.fromEntries(documents.map(({ path, state, error }) => [path, error?.code ?? state]))
  expect(states).toEqual({ ...expected, [GOOD.name]: 'ready' })
  await expectAnswerFrom(url)
})

it('refuses what cannot be taken at all and keeps nothing of it', async () => {
  const folder = temporaryFolder()
  const { url } = await startService(['--data', join(folder, 'data')])
  const sparse = join(folder, 'sparse.txt')
  writeFileSync(sparse, '')
  truncateSync(sparse, 201 * 2 ** 20)
  const tooLarge = { name: 'sparse.txt', content: await openAsBlob(sparse) }
  const refusals = [
    { files: [{ name: 'movie.mp4', content: new Blob(['x']) }], status: 415, code: 'unsupported_media_type' },
    { files: [], status: 422, code: 'invalid_request' },
    { files: [tooLarge], status: 413, code: 'payload_too_large' },
  ]
  for (const { files, status, code } of refusals) {
    const response = await upload(url, files)
    const problem = (await response.json()) as { code: string; detail: string }
    expect({ status: response.status, code: problem.code }).toEqual({ status, code })
    expectClearLine(problem.detail)
  }
  expect(await getJson(`${url}/api/documents`)).toMatchObject({ documents: [], total: 0 })
  await upload(url, [GOOD])
  await untilFinished(url, 1)
  await expectAnswerFrom(url)
})
