import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runPrecedent } from '../helpers/built.ts'
import { put } from '../helpers/folder.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import {
  HAS_TRANSFORMERS,
  TRANSFORMERS_FOLDER,
  tinyModelFiles,
  WHY_SKIPPED,
  writeModel,
} from '../helpers/tiny-model.ts'

const CUTOVER = [1, 0.1]
const HANDOVER = [0.1, 1]
const FILES = tinyModelFiles({
  words: { 割: CUTOVER, 接: CUTOVER, switchover: CUTOVER, 验: HANDOVER, 收: HANDOVER },
  special: { first: [0.1, 0.1] },
})

function newcomer() {
  const folder = temporaryFolder()
  const notes = join(folder, 'notes')
  put(notes, 'a.md', '割接当晚先停写，再切换。')
  put(notes, 'b.md', '验收单由双方签字。')
  const data = join(folder, 'data')
  const environment = {
    EMBEDDING_MODEL: 'local:tiny',
    ...(TRANSFORMERS_FOLDER === undefined ? {} : { NODE_PATH: join(TRANSFORMERS_FOLDER, 'node_modules') }),
  }
  const run = (args: string[], more: Record<string, string> = {}) =>
    runPrecedent([...args, '--data', data, '--json'], { ...environment, ...more })
  return { notes, data, environment, run }
}

type Found = { hits: { path: string; why?: { dense?: { rank: number } } }[]; degraded: string[] }

describe.skipIf(!HAS_TRANSFORMERS)(`a library on a local embedding model${WHY_SKIPPED}`, () => {
  it('is read by the worker and asked by a command: a question finds what it shares no word with', async () => {
    const { notes, data, run } = newcomer()
    writeModel(join(data, 'models'), 'tiny', FILES)
    const ingested = await run(['ingest', notes])
    expect(JSON.parse(ingested.out)).toMatchObject({ added: 2, failed: [] })
    const found = JSON.parse((await run(['search', 'switchover'])).out) as Found
    expect(found.degraded).toEqual([])
    expect(found.hits[0]?.path).toBe('a.md')
    const doctor = JSON.parse((await run(['doctor'])).out) as { checks: { name: string; detail: string }[] }
    expect(doctor.checks).toContainEqual(
      expect.objectContaining({
        name: 'embedding model',
        ok: true,
        detail: expect.stringContaining('local:tiny#mean, 2 dimensions'),
      }),
    )
  })

  it('is evaluated in a folder that goes, with the models of the folder that stays', async () => {
    const { notes, data, environment } = newcomer()
    writeModel(join(data, 'models'), 'tiny', FILES)
    const evidence = [{ doc: 'a', quote: '割接当晚先停写' }]
    const question = { id: 'q', type: 'how', lang: 'en', question: 'switchover', answerable: true, evidence }
    put(data, 'questions.jsonl', JSON.stringify({ ...question, answer_points: [], must_not: [] }))
    const args = ['evaluate', 'questions', join(data, 'questions.jsonl'), '--corpus', notes, '--json']
    const { out } = await runPrecedent(args, { ...environment, PRECEDENT_DATA: data })
    expect(JSON.parse(out).all).toMatchObject({ n: 1, hit1: 1 })
  })

  it('goes on by words when the model has gone, and says so', async () => {
    const { notes, data, run } = newcomer()
    writeModel(join(data, 'models'), 'tiny', FILES)
    await run(['ingest', notes])
    writeFileSync(join(data, 'models', 'tiny', 'onnx', 'model.onnx'), 'gone')
    const found = JSON.parse((await run(['search', '验收单'])).out) as Found
    expect(found.degraded).toEqual(['embedding'])
    expect(found.hits[0]?.path).toBe('b.md')
  })
})

it('fails each file with a stable code and the way out while there is no model', async () => {
  const { notes, run } = newcomer()
  const { failed, added } = JSON.parse((await run(['ingest', notes])).out)
  expect(added).toBe(0)
  expect(failed).toHaveLength(2)
  expect(failed[0]).toMatchObject({ code: 'embedding_failed', message: expect.stringMatching(/EMBEDDING_HUB_URL/) })
})
