import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { write } from '../../src/db/client.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { correctDocument } from '../../src/db/documents.ts'
import { setActiveEmbedder } from '../../src/db/settings.ts'
import { type Access, type Filters, OWNER_ACCESS } from '../../src/engines/access.ts'
import { sparseVector } from '../../src/language/terms.ts'
import { openQdrant, qdrantConfig } from '../engines/contract/open-qdrant.ts'
import { addDocument, openLibrary, type SmallDocument, TEST_EMBEDDER } from '../helpers/library.ts'
import { startQdrant } from '../helpers/qdrant/server.ts'
import { randomNumbers } from '../helpers/random.ts'

const CORPUS = new URL('../../corpus/documents/', import.meta.url).pathname
/** Enough for vectors to be quantized. */
const DIMENSIONS = 320
const QUESTIONS = 1_000
const random = randomNumbers(5)

function unitVector(): Float32Array {
  const values = Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5)
  const length = Math.hypot(...values)
  return values.map((value) => value / length)
}

/** The text files of the sample corpus, a line a chunk. */
function corpusDocuments(): SmallDocument[] {
  const names = readdirSync(CORPUS).filter((name) => /\.(md|txt)$/.test(name))
  return names.map((path, at) => {
    const lines = readFileSync(join(CORPUS, path), 'utf8').split(/\n+/)
    const paragraphs = lines.filter((line) => line.trim().length > 10)
    return {
      path,
      paragraphs,
      space: at % 3 === 0 ? 'board' : 'default',
      vectors: paragraphs.map(unitVector),
      fields: { kind: 'report', date: ['', '2025', '2025-03', '2024-11-30'][at % 4] ?? '' },
    }
  })
}

const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item

it('every request of a full ingest, of changes and of a thousand questions is one that a server takes', async () => {
  const db = openLibrary()
  write(db, (tx) => setActiveEmbedder(tx, TEST_EMBEDDER))
  const documents = corpusDocuments()
  const added: Awaited<ReturnType<typeof addDocument>>[] = []
  for (const document of documents) added.push(await addDocument(db, document))
  const server = await startQdrant({ isStrict: true })
  onTestFinished(() => server.close())
  const opened = await openQdrant(db, qdrantConfig(server.url))
  onTestFinished(() => opened.close())
  await opened.settle()
  const chunks = added.flatMap(({ chunkIds }) => chunkIds)
  expect(chunks.length).toBeGreaterThan(300)
  expect(server.pointsOf('precedent')).toHaveLength(chunks.length)

  const texts = documents.flatMap(({ paragraphs }) => paragraphs)
  const filters: (() => Filters)[] = [
    () => ({}),
    () => ({ kinds: ['report', 'tender'] }),
    () => ({ spaces: [pick(['board', 'default', 'none'])] }),
    () => ({ documentIds: [pick(added).documentId, pick(added).documentId] }),
    () => ({ since: pick(['2024-01-01', '2025-03-01', '2026-01-01T12:00:00Z']) }),
    () => ({ kinds: [] }),
  ]
  const access: (() => Access)[] = [
    () => OWNER_ACCESS,
    () => ({ viewer: 'guest', spaces: ['default'], sensitivities: ['public', 'internal'] }),
    () => ({ viewer: 'nobody', spaces: [], sensitivities: 'all' }),
  ]
  const ODD = ['', '?!', '一', '🧭', '" OR 1=1 *', '\u200b', 'x'.repeat(20_000), '验收'.repeat(5_000)]
  for (let at = 0; at < QUESTIONS; at++) {
    const text = at % 50 === 0 ? pick(ODD) : pick(texts).slice(0, 12 + Math.floor(20 * random()))
    const { ids, counts } = sparseVector(text)
    const terms = Array.from(ids, (id, i) => ({ id, text, weight: counts[i] ?? 0 }))
    const vector = at % 7 === 0 ? undefined : { model: TEST_EMBEDDER, values: unitVector() }
    const query = { terms, vector, filters: pick(filters)(), limit: pick([1, 10, 100, 500]) }
    const { lexical, dense, degraded } = await opened.engine.search(query, pick(access)())
    expect(degraded ?? []).toEqual([])
    const found = [...lexical, ...dense].slice(0, 20).map(({ chunkId }) => chunkId)
    expect(await opened.engine.loadPassages(found)).toHaveLength(found.length)
    if (at % 250 !== 100) continue
    const [document, next] = [pick(documents), pick(added)]
    await addDocument(db, {
      ...document,
      paragraphs: document.paragraphs.slice(1),
      vectors: document.vectors?.slice(1) ?? [],
    })
    correctDocument(db, next.documentId, { date: '2026-05-01', sensitivity: 'confidential' })
    await opened.settle()
  }
  removeDocuments(
    db,
    added.map(({ documentId }) => documentId),
  )
  await opened.settle()
  expect(server.pointsOf('precedent')).toEqual([])
  expect(server.refused()).toEqual([])
  expect(server.requests.filter(({ path }) => path.endsWith('/query/batch')).length).toBeGreaterThan(500)
  const statuses = new Map<number, number>()
  for (const { status } of server.requests) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  // What is looked for before it is made is not there yet.
  expect([...statuses.keys()].sort()).toEqual([200, 404])
  expect(statuses.get(404)).toBeLessThan(5)
}, 120_000)
