import { expect } from 'vitest'
import { getJson, startService } from './built.ts'
import { type Mutant, makeMutants } from './mutants.ts'
import { randomNumbers } from './random.ts'
import { temporaryFolder } from './temporary-folder.ts'

const FILES_PER_UPLOAD = 25
const ASK_EVERY_MS = 250
const LONGEST_ANSWER_MS = 5_000

type Job = { id: string; path: string; state: string; error?: { code: string; message: string } }

async function upload(url: string, mutants: readonly Mutant[]): Promise<Job[]> {
  const form = new FormData()
  for (const { name, bytes } of mutants) form.append('files[]', new File([new Uint8Array(bytes)], name))
  const response = await fetch(`${url}/api/documents`, { method: 'POST', body: form })
  expect(response.status).toBe(202)
  return ((await response.json()) as { jobs: Job[] }).jobs
}

/** Searches now and then until it is told to stop. @returns how long each answer took. */
function keepSearching(url: string): { stop: () => Promise<number[]> } {
  const times: number[] = []
  let isOver = false
  const searching = (async () => {
    while (!isOver) {
      const started = Date.now()
      const body = JSON.stringify({ query: '割接窗口' })
      const response = await fetch(`${url}/api/search`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      })
      expect(response.status).toBe(200)
      await response.arrayBuffer()
      times.push(Date.now() - started)
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
    }
  })()
  return {
    stop: async () => {
      isOver = true
      await searching
      return times
    },
  }
}

async function settled(url: string, id: string): Promise<Job> {
  for (;;) {
    const job = await getJson<Job>(`${url}/api/jobs/${id}`)
    if (job.state !== 'queued' && job.state !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/**
 * Brings damaged files of all formats in over HTTP. Each one ends `done`, or `failed` with a code that is not a fault of
 * ours and a message that names the file; searches are answered all the while.
 * @returns how many ended how.
 */
export async function surviveMutants({
  count,
  seed,
}: {
  count: number
  seed: number
}): Promise<Record<string, number>> {
  const mutants = await makeMutants(count, randomNumbers(seed))
  const { url } = await startService(['--data', temporaryFolder()])
  const searches = keepSearching(url)
  const ends: Record<string, number> = {}
  const faults: string[] = []
  for (let at = 0; at < mutants.length; at += FILES_PER_UPLOAD) {
    for (const { id } of await upload(url, mutants.slice(at, at + FILES_PER_UPLOAD))) {
      const { path, state, error } = await settled(url, id)
      const end = error?.code ?? state
      ends[end] = (ends[end] ?? 0) + 1
      const isSound = state === 'done' || (state === 'failed' && error !== undefined && error.code !== 'internal')
      if (!isSound) faults.push(`${path}: ${state} ${error?.code} ${error?.message}`)
    }
  }
  const times = await searches.stop()
  expect(faults).toEqual([])
  expect(Math.max(...times)).toBeLessThan(LONGEST_ANSWER_MS)
  return ends
}
