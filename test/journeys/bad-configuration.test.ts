import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runPrecedent } from '../helpers/built.ts'
import { expectRefusal, expectRefused } from '../helpers/refusal.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const ADDRESS = 'it takes an http:// or https:// address'
const KEY = 'it takes visible ASCII characters without spaces'

describe('a wrong environment', () => {
  it.each([
    ['PORT', 'eighty', 'it takes a whole number from 0 to 65535'],
    ['PORT', '70000', 'it takes a whole number from 0 to 65535'],
    ['PRECEDENT_ENGINE', 'lucene', 'it takes "embedded" or "qdrant"'],
    ['QDRANT_URL', 'localhost', ADDRESS],
    ['OPENAI_BASE_URL', 'ftp://example.org', ADDRESS],
    ['EMBEDDING_BASE_URL', 'api.example.org/v1', ADDRESS],
    ['EMBEDDING_DIMENSIONS', '0', 'it takes a whole number from 1 to 16384'],
    ['CHAT_BASE_URL', '8080', ADDRESS],
    ['RERANK_BASE_URL', 'http//x', ADDRESS],
  ])('stops the start and names the variable: %s=%s', async (name, value, takes) => {
    const data = join(temporaryFolder(), 'data')
    const result = await runPrecedent(['search', '验收', '--json', '--data', data], { [name]: value })
    expectRefusal(result, 'config_invalid', `${name}="${value}" is not valid: ${takes}.`)
  })

  it('stops the start without showing a key', async () => {
    const args = ['search', '验收', '--data', join(temporaryFolder(), 'data')]
    const result = await runPrecedent(args, { CHAT_API_KEY: 'sk-one\nsk-two' })
    expectRefusal(result, 'config_invalid', `CHAT_API_KEY=(hidden) is not valid: ${KEY}.`)
  })

  it('is found by the doctor, whose report is printed all the same', async () => {
    const data = join(temporaryFolder(), 'data')
    for (const environment of [{ EMBEDDING_DIMENSIONS: 'many' }, { QDRANT_COLLECTION: 'a/b', QDRANT_SHARDS: '2' }]) {
      const { code, out, err } = await runPrecedent(['doctor', '--json', '--data', data], environment)
      const report = JSON.parse(out) as { ok: boolean; checks: { name: string; ok: boolean; detail: string }[] }
      expect({ code, err, ok: report.ok, configuration: report.checks[0]?.ok }).toEqual({
        code: 1,
        err: '',
        ok: false,
        configuration: false,
      })
      expect(report.checks[0]?.detail).toContain(Object.keys(environment)[0])
    }
  })
})

it('listens on this machine only', async () => {
  const args = ['serve', '--port', '0', '--data', join(temporaryFolder(), 'data')]
  await expectRefused(args, 'config_invalid', { environment: { HOST: '0.0.0.0' }, names: 'HOST=0.0.0.0' })
  for (const host of ['0.0.0.0', '::', '192.168.1.20', 'example.org']) {
    expectRefusal(await runPrecedent([...args, '--host', host]), 'config_invalid', `HOST=${host}`)
  }
})

it('says of Qdrant what is missing', async () => {
  const data = join(temporaryFolder(), 'data')
  const qdrant = { PRECEDENT_ENGINE: 'qdrant' }
  await expectRefused(['search', '验收', '--data', data], 'config_invalid', {
    environment: qdrant,
    names: /QDRANT_URL/,
  })
  const environment = { ...qdrant, QDRANT_URL: 'http://127.0.0.1:1' }
  const { code, out } = await runPrecedent(['doctor', '--json', '--data', data], environment)
  const { checks } = JSON.parse(out) as { checks: { name: string; ok: boolean; detail: string }[] }
  const check = checks.find(({ name }) => name === 'qdrant')
  expect({ code, ok: check?.ok }).toEqual({ code: 1, ok: false })
  expect(check?.detail).toMatch(/^Qdrant at http:\/\/127\.0\.0\.1:1 does not answer \(.+\): start it/)
})

it('says that the port is in use, by flag and by variable', async () => {
  const occupant = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => occupant.once('listening', resolve))
  onTestFinished(() => void occupant.close())
  const port = String((occupant.address() as AddressInfo).port)
  const data = join(temporaryFolder(), 'data')
  await expectRefused(['serve', '--port', port, '--data', data], 'port_in_use', { names: `Port ${port}` })
  expectRefusal(await runPrecedent(['serve', '--data', data], { PORT: port }), 'port_in_use', `Port ${port}`)
})

it.each([
  [['forget', 'everything'], "unknown command 'forget'"],
  [['search'], "missing required argument 'text'"],
  [['ask', '验收', '--loud'], "unknown option '--loud'"],
  [['search', '验收', '--limit', '0'], 'whole number from 1 to 500'],
  [['serve', '--port', '-1'], 'whole number from 0 to 65535'],
  [['search', '验收', '--data'], 'takes the path of a folder'],
  [['ingest', '.', '--watch', '--dry-run'], 'cannot be used with'],
  [['backup'], "missing required argument 'file'"],
  [['evaluate', 'questions', 'q.jsonl'], '--corpus'],
])('answers wrong usage with exit code 2 and the usage: %j', async (args, problem) => {
  const { code, out, err } = await runPrecedent([...args, '--json'])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(problem)
  expect(err).toMatch(/^precedent: [^\n]+\nUsage: precedent [^\n]+\n$/)
})
