import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { runPrecedent, SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS, startService } from '../helpers/built.ts'
import { residentMegabytes } from '../helpers/memory.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const ROUNDS = 4
const LIMIT_MEGABYTES = 300

const questions = readFileSync(SAMPLE_QUESTIONS, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { question: string }).question)

it('answers 500 questions in a row within 300 MB', async () => {
  const data = temporaryFolder()
  await runPrecedent(['ingest', SAMPLE_DOCUMENTS, '--json', '--data', data])
  const service = await startService(['--data', data])
  for (let round = 0; round < ROUNDS; round++) {
    for (const question of questions) {
      const body = JSON.stringify({ question })
      const response = await fetch(`${service.url}/api/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      expect(response.status).toBe(200)
      await response.arrayBuffer()
    }
  }
  expect(residentMegabytes(service.process.pid)).toBeLessThan(LIMIT_MEGABYTES)
})
