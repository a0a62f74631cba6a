import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { runPrecedent, SAMPLE_DOCUMENTS } from '../helpers/built.ts'
import { startOpenAiServer } from '../helpers/openai-server.ts'
import { temporaryFolder, temporarySuiteFolder } from '../helpers/temporary-folder.ts'

const NOTES = {
  '复盘.md': '# 临渊港口一期复盘\n\n## 验收\n\n验收前客户换了领导，第二轮演示改成跟着一辆集卡走一遍。\n',
  'handover.md': '# Handover guide\n\nThe acceptance list is signed by the project manager before handover.\n',
}

function makeNotes(folder = temporaryFolder()): { notes: string; data: string } {
  const notes = join(folder, 'notes')
  mkdirSync(notes)
  for (const [name, text] of Object.entries(NOTES)) writeFileSync(join(notes, name), text)
  return { notes, data: join(folder, 'data') }
}

const library = makeNotes(temporarySuiteFolder())

beforeAll(async () => {
  expect(await runPrecedent(['ingest', library.notes, '--data', library.data])).toMatchObject({ code: 0 })
})

/** A library of its own that holds the notes. */
function copyLibrary(): string {
  const data = join(temporaryFolder(), 'data')
  cpSync(library.data, data, { recursive: true })
  return data
}

const withoutTime = (json: string) => ({ ...(JSON.parse(json) as object), tookMs: 0 })
const search = (query: string, data: string) => runPrecedent(['search', query, '--data', data, '--json'])

it('brings files in and finds their words', async () => {
  const { notes, data } = makeNotes()
  const ingest = await runPrecedent(['ingest', notes, '--data', data, '--json'])
  expect(ingest.code).toBe(0)
  expect(JSON.parse(ingest.out)).toMatchObject({ added: 2, updated: 0, unchanged: 0, removed: 0, failed: [] })
  const found = await search('验收前换了领导', data)
  const { hits } = JSON.parse(found.out) as { hits: { path: string; rank: number; text: string }[] }
  expect(hits[0]).toMatchObject({ rank: 1, path: '复盘.md', text: expect.stringContaining('集卡') })
  const read = await runPrecedent(['search', '验收前换了领导', '--limit', '1', '--data', data])
  expect(read.out).toContain('1. 临渊港口一期复盘 › 验收')
  expect(read.out).not.toContain('\u001b')
})

it('reads only what changed, and says in a dry run what it would do', async () => {
  const { notes, data } = makeNotes()
  await runPrecedent(['ingest', notes, '--data', data])
  writeFileSync(join(notes, 'handover.md'), '# Handover guide\n\nThe list is signed twice.\n')
  rmSync(join(notes, '复盘.md'))
  writeFileSync(join(notes, 'new.md'), 'A third note about acceptance.\n')
  const dry = await runPrecedent(['ingest', notes, '--prune', '--dry-run', '--json', '--data', data])
  const counts = { added: 1, updated: 1, unchanged: 0, removed: 1 }
  expect(JSON.parse(dry.out)).toMatchObject(counts)
  const wet = await runPrecedent(['ingest', notes, '--prune', '--json', '--data', data])
  expect(JSON.parse(wet.out)).toMatchObject(counts)
  const again = await runPrecedent(['ingest', notes, '--prune', '--json', '--data', data])
  expect(JSON.parse(again.out)).toMatchObject({ added: 0, updated: 0, unchanged: 2, removed: 0 })
})

it('takes out what a folder that is gone had brought in, only when it is told to prune', async () => {
  const home = temporaryFolder()
  const [data, notes] = [join(home, 'data'), join(home, 'notes')]
  mkdirSync(notes)
  writeFileSync(join(notes, 'a.md'), '# 甲\n\n闸口。')
  await runPrecedent(['ingest', notes, '--json', '--data', data])
  rmSync(notes, { recursive: true })
  const refused = await runPrecedent(['ingest', notes, '--json', '--data', data])
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'path_missing' } })
  const pruned = await runPrecedent(['ingest', notes, '--prune', '--json', '--data', data])
  expect(JSON.parse(pruned.out)).toMatchObject({ removed: 1, failed: [] })
  const nothing = await runPrecedent(['ingest', notes, '--prune', '--json', '--data', data])
  expect(nothing.code).toBe(1)
})

it('completes with a file that cannot be read, and names it', async () => {
  const { notes, data } = makeNotes()
  writeFileSync(join(notes, 'broken.docx'), 'this is no archive')
  const json = await runPrecedent(['ingest', notes, '--json', '--data', data])
  expect(json.code).toBe(0)
  const { failed } = JSON.parse(json.out) as { failed: { path: string; code: string }[] }
  expect(failed).toMatchObject([{ path: 'broken.docx' }])
  const table = await runPrecedent(['ingest', notes, '--data', data])
  expect(table.out).toContain('broken.docx')
  expect(table.out).toContain(failed[0]?.code)
})

it('answers with sources, and keeps the answer', async () => {
  const data = copyLibrary()
  const json = await runPrecedent(['ask', '验收前客户换了领导，第二轮演示怎么改的？', '--data', data, '--json'])
  const answer = JSON.parse(json.out) as { id: string; mode: string; citations: { quote: string }[] }
  expect(answer).toMatchObject({ mode: 'extractive', status: 'answered' })
  expect(answer.citations[0]?.quote).toContain('集卡')
  const db = openDatabase(data)
  expect(db.$client.prepare('SELECT id FROM answers').pluck().all()).toEqual([answer.id])
  db.$client.close()
  const read = await runPrecedent(['ask', '验收前客户换了领导，第二轮演示怎么改的？', '--data', data])
  expect(read.out).toMatch(/\[1\][\s\S]*\n\nSources\n\[1\] 临渊港口一期复盘/)
})

it('goes on with a conversation by its name', async () => {
  const data = copyLibrary()
  const inConversation = (...words: string[]) =>
    runPrecedent(['ask', ...words, '--conversation', 'port', '--data', data, '--json'])
  const first = await inConversation('验收前客户换了领导，第二轮演示怎么改的？')
  const second = await inConversation('--deep', '那交接清单谁签字？')
  expect([first.code, second.code]).toEqual([0, 0])
  const db = openDatabase(data)
  expect(db.$client.prepare('SELECT DISTINCT conversation_id FROM answers').pluck().all()).toEqual(['port'])
  expect(db.$client.prepare('SELECT count(*) FROM answers').pluck().get()).toBe(2)
  db.$client.close()
  const nameless = await runPrecedent(['ask', 'x', '--conversation', '', '--data', data])
  expect(nameless).toMatchObject({ code: 2, err: expect.stringContaining('the id of a conversation') })
})

it('shows the words of a chat model, and the sources they rest on', async () => {
  const data = copyLibrary()
  const server = await startOpenAiServer({ complete: () => '第二轮演示改成跟着一辆集卡走一遍。[1]' })
  onTestFinished(server.close)
  const chat = { CHAT_MODEL: 'm', CHAT_BASE_URL: server.baseUrl }
  const read = await runPrecedent(['ask', '验收前客户换了领导，第二轮演示怎么改的？', '--data', data], chat)
  expect(read.out).toContain('第二轮演示改成跟着一辆集卡走一遍')
  expect(read.out).toContain('Sources\n[1] ')
})

it('says that the library is empty', async () => {
  const data = join(temporaryFolder(), 'data')
  expect(JSON.parse((await search('anything', data)).out)).toMatchObject({ hits: [] })
  const read = await runPrecedent(['search', 'anything', '--data', data])
  expect(read).toMatchObject({ code: 0, out: '', err: expect.stringContaining('The library is empty') })
})

it('brings the same documents and search results back from a backup', async () => {
  const data = copyLibrary()
  const file = join(temporaryFolder(), 'library.zip')
  const restored = join(temporaryFolder(), 'restored')
  expect(await runPrecedent(['backup', file, '--data', data])).toMatchObject({ code: 0 })
  expect(await runPrecedent(['restore', file, '--data', restored])).toMatchObject({ code: 0 })
  for (const query of ['换了领导', 'who signs the acceptance list']) {
    expect(withoutTime((await search(query, restored)).out)).toEqual(withoutTime((await search(query, data)).out))
  }
  const doctor = await runPrecedent(['doctor', '--json', '--data', restored])
  expect(doctor.code, doctor.out).toBe(0)
})

it('refuses to restore over a library and leaves it as it is', async () => {
  const data = copyLibrary()
  const file = join(temporaryFolder(), 'library.zip')
  await runPrecedent(['backup', file, '--data', data])
  const before = readdirSync(data)
  const restore = await runPrecedent(['restore', file, '--data', data])
  expect(restore).toMatchObject({ code: 1, err: expect.stringContaining('(data_folder_not_empty)') })
  expect(readdirSync(data)).toEqual(before)
})

it('finds a fault with exit code 1 and prints the whole report all the same', async () => {
  const data = copyLibrary()
  const db = openDatabase(data)
  db.$client.exec('UPDATE chunks SET start = start + 1')
  db.$client.close()
  const doctor = await runPrecedent(['doctor', '--json', '--data', data])
  expect(doctor.code).toBe(1)
  const { checks } = JSON.parse(doctor.out) as { checks: { name: string; ok: boolean }[] }
  expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['spans'])
})

it('queues nothing when one of the paths is missing', async () => {
  const { notes, data } = makeNotes()
  const missing = join(notes, 'none.md')
  const ingest = await runPrecedent(['ingest', notes, missing, '--json', '--data', data])
  expect(ingest.code).toBe(1)
  expect(JSON.parse(ingest.out)).toMatchObject({
    error: { code: 'path_missing', message: expect.stringContaining(missing) },
  })
  expect(existsSync(data)).toBe(false)
})

it.each([
  [['ingest'], "missing required argument 'path'", 'precedent ingest [options] <path...>'],
  [['search', 'x', '--limit', 'many'], 'whole number from 1 to 500', 'precedent search [options] <text...>'],
  [['serve', '--port', '70000'], 'whole number from 0 to 65535', 'precedent serve [options]'],
  [['ingest', '.', '--kind', 'novel'], 'discussion_note', 'precedent ingest [options] <path...>'],
  [['evaluate', 'retrieval'], '--dataset', 'precedent evaluate retrieval [options]'],
  [['forget'], "unknown command 'forget'", 'precedent [options] [command]'],
])('explains wrong usage in two lines and exits with 2: %j', async (args, problem, usage) => {
  const { code, out, err } = await runPrecedent(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  const [first, second, ...rest] = err.trim().split('\n')
  expect(first).toContain(problem)
  expect(second).toBe(`Usage: ${usage}`)
  expect(rest).toEqual([])
})

it.each(['serve', 'ingest', 'search', 'ask', 'backup', 'restore', 'doctor', 'sample add', 'evaluate retrieval'])(
  'explains `%s` with an example',
  async (command) => {
    const { code, out } = await runPrecedent([...command.split(' '), '--help'])
    expect(code).toBe(0)
    expect(out).toContain(`\n  $ precedent ${command}`)
    expect(out).toContain('--data <folder>')
    expect(out).toContain('--json')
  },
)

it('names every command in its help', async () => {
  const { code, out } = await runPrecedent(['--help'])
  const named = [...out.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name)
  expect({ code, named }).toEqual({
    code: 0,
    named: [
      ...['serve', 'ingest', 'search', 'ask', 'concepts', 'evaluate', 'backup', 'restore', 'doctor', 'reindex'],
      ...['sample', 'help'],
    ],
  })
})

it('names the variable that is wrong in one line', async () => {
  const { code, out, err } = await runPrecedent(['search', 'x'], { EMBEDDING_BASE_URL: 'nowhere' })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^precedent: EMBEDDING_BASE_URL="nowhere" .*\(config_invalid\)\n$/)
})

it('refuses a folder that a newer version wrote, in one line', async () => {
  const data = temporaryFolder()
  const db = openDatabase(data)
  db.$client.pragma('user_version = 99')
  db.$client.close()
  for (const args of [
    ['search', 'x'],
    ['ingest', data],
    ['backup', join(temporaryFolder(), 'b.zip')],
  ]) {
    const { code, err } = await runPrecedent([...args, '--data', data])
    expect(code).toBe(1)
    expect(err).toMatch(/^precedent: .* newer Precedent .*\(data_folder_newer\)\n$/)
  }
})

it('shows a stack only to those who ask for it', async () => {
  const args = ['restore', 'none.zip', '--data', join(temporaryFolder(), 'data')]
  expect((await runPrecedent(args)).err.trim().split('\n')).toHaveLength(1)
  expect((await runPrecedent(args, { PRECEDENT_DEBUG: '1' })).err).toContain('\n    at ')
})

it('says that the port is in use', async () => {
  const occupant = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => occupant.once('listening', resolve))
  onTestFinished(() => void occupant.close())
  const { port } = occupant.address() as AddressInfo
  const data = join(temporaryFolder(), 'data')
  const { code, out, err } = await runPrecedent(['serve', '--port', String(port), '--data', data])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^precedent: .*\(port_in_use\)\n$/)
})

it('removes the sample only after a yes, and can bring it back', async () => {
  const data = join(temporaryFolder(), 'data')
  const add = await runPrecedent(['sample', 'add', '--json', '--data', data])
  const documents = readdirSync(SAMPLE_DOCUMENTS).length
  expect(JSON.parse(add.out)).toMatchObject({ added: documents, failed: [] })
  const unasked = await runPrecedent(['sample', 'remove', '--data', data])
  expect(unasked).toMatchObject({ code: 2, err: expect.stringContaining('--yes') })
  const removed = await runPrecedent(['sample', 'remove', '--yes', '--json', '--data', data])
  expect(JSON.parse(removed.out)).toEqual({ removed: documents })
  expect(JSON.parse((await search('验收', data)).out)).toMatchObject({ hits: [] })
})

it('leaves the documents that people brought in when the sample goes', async () => {
  const data = copyLibrary()
  await runPrecedent(['sample', 'remove', '--yes', '--data', data])
  const found = JSON.parse((await search('换了领导', data)).out) as { hits: { path: string }[] }
  expect(found.hits[0]?.path).toBe('复盘.md')
})

it('measures known-answer questions in a scratch library', async () => {
  const { notes } = makeNotes()
  const questions = join(temporaryFolder(), 'questions.jsonl')
  const question = {
    id: 'Q1',
    type: 'how_did_we',
    lang: 'zh',
    question: '验收前客户换了领导，第二轮演示怎么改的？',
    answerable: true,
    evidence: [{ doc: '复盘', quote: '第二轮演示改成跟着一辆集卡走一遍' }],
    answer_points: ['跟着一辆集卡走一遍'],
  }
  writeFileSync(questions, `${JSON.stringify(question)}\n`)
  const own = join(temporaryFolder(), 'own')
  const args = ['evaluate', 'questions', questions, '--corpus', notes, '--json']
  const { code, out } = await runPrecedent(args, { PRECEDENT_DATA: own })
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ all: { n: 1, hit1: 1 }, rows: [{ id: 'Q1', rank: 1 }] })
  expect(existsSync(own)).toBe(false)
})

it('measures retrieval on judged documents and writes the run', async () => {
  const dataset = temporaryFolder()
  const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
  const corpus = [
    { _id: 'd1', title: 'Port', text: 'The port demo followed one truck from gate to gate.' },
    { _id: 'd/2', title: 'Bank', text: 'The bank asked for a proof of concept about loans.' },
  ]
  writeFileSync(join(dataset, 'corpus.jsonl'), lines(corpus))
  writeFileSync(join(dataset, 'queries.jsonl'), lines([{ _id: 'q1', text: 'proof of concept about loans' }]))
  writeFileSync(join(dataset, 'qrels.tsv'), 'query-id\tcorpus-id\tscore\nq1\td/2\t1\n')
  const runFile = join(dataset, 'run.tsv')
  const args = ['evaluate', 'retrieval', '--dataset', dataset, '--run', runFile, '--json']
  const { code, out } = await runPrecedent(args)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ ndcg10: 1, mrr10: 1, documents: 2, queries: 1 })
  expect(existsSync(runFile)).toBe(true)
})
