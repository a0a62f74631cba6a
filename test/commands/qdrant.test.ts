import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runPrecedent } from '../helpers/built.ts'
import { startQdrant } from '../helpers/qdrant/server.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** Each command is a process of its own, some with a worker beside. */
const PATIENCE_MS = 90_000

async function setUp() {
  const server = await startQdrant({ isStrict: true, apiKey: 'key-of-the-house' })
  onTestFinished(() => server.close())
  const notes = join(temporaryFolder(), 'notes')
  mkdirSync(notes)
  writeFileSync(join(notes, 'a.md'), '# 复盘\n\n验收前客户换了领导，先把签字单补齐。\n')
  writeFileSync(join(notes, 'b.md'), '# 割接\n\n割接窗口定在周日凌晨两点。\n')
  const data = join(temporaryFolder(), 'data')
  const environment = { PRECEDENT_ENGINE: 'qdrant', QDRANT_URL: server.url, QDRANT_API_KEY: 'key-of-the-house' }
  const run = async (...args: string[]) => {
    const { code, out, err } = await runPrecedent([...args, '--data', data, '--json'], environment)
    return { code, err, json: JSON.parse(out) as Record<string, unknown> }
  }
  const search = async () => {
    const { hits, degraded } = (await run('search', '割接窗口')).json as {
      hits: { path: string }[]
      degraded: string[]
    }
    return { first: hits[0]?.path, degraded }
  }
  return { server, notes, data, environment, run, search }
}

it('the commands read into Qdrant, search it, examine it and build it anew', { timeout: PATIENCE_MS }, async () => {
  const { server, notes, run, search } = await setUp()
  expect((await run('ingest', notes)).json).toMatchObject({ added: 2, failed: [] })
  expect(server.pointsOf('precedent')).toHaveLength(2)
  expect(await search()).toEqual({ first: 'b.md', degraded: [] })
  const { checks } = (await run('doctor')).json as { checks: { name: string; ok: boolean; detail: string }[] }
  const check = checks.find(({ name }) => name === 'qdrant')
  expect(check).toMatchObject({ ok: true, detail: expect.stringMatching(/^Qdrant 1\.18\.\d+ at .* 2 points$/) })
  const before = server.aliases().get('precedent')
  expect(await run('reindex')).toMatchObject({ code: 0, json: { engine: 'qdrant', points: 2 } })
  expect(server.aliases().get('precedent')).not.toBe(before)
  expect(await search()).toEqual({ first: 'b.md', degraded: [] })
  expect(server.refused()).toEqual([])
})

it('with Qdrant away a search uses SQLite and says so, and a rebuilding fails in one line', {
  timeout: PATIENCE_MS,
}, async () => {
  const { server, notes, run, search } = await setUp()
  await run('ingest', notes)
  await server.close()
  expect(await search()).toEqual({ first: 'b.md', degraded: ['qdrant'] })
  const again = await run('reindex')
  expect(again).toMatchObject({ code: 1, json: { error: { code: 'engine_unavailable' } } })
  expect(again.err).not.toContain('key-of-the-house')
})

it('a wrong key is told in one line without the key, and nothing is begun', async () => {
  const { server, notes, data, environment } = await setUp()
  const wrong = { ...environment, QDRANT_API_KEY: 'another-key' }
  const { code, out, err } = await runPrecedent(['ingest', notes, '--data', data, '--json'], wrong)
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    error: { code: 'engine_misfit', message: expect.stringMatching(/QDRANT_API_KEY/) },
  })
  expect(out + err).not.toContain('another-key')
  expect(server.collectionNames()).toEqual([])
})

it('an evaluation has a collection of its own, which is gone afterwards', { timeout: PATIENCE_MS }, async () => {
  const { server, notes, run, environment } = await setUp()
  await run('ingest', notes)
  const questions = join(temporaryFolder(), 'questions.jsonl')
  const question = {
    id: 'Q1',
    type: 'how_did_we',
    lang: 'zh',
    question: '割接窗口定在什么时候？',
    answerable: true,
    evidence: [{ doc: 'b', quote: '割接窗口定在周日凌晨两点' }],
    answer_points: ['周日凌晨两点'],
  }
  writeFileSync(questions, `${JSON.stringify(question)}\n`)
  const names = server.collectionNames()
  const { code, err } = await runPrecedent(
    ['evaluate', 'questions', questions, '--corpus', notes, '--json'],
    environment,
  )
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
  expect(server.requests.some(({ path }) => path.startsWith('/collections/precedent-evaluation-'))).toBe(true)
  expect(server.collectionNames()).toEqual(names)
  expect([...server.aliases().keys()]).toEqual(['precedent'])
})
