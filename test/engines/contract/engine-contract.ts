import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Database, write } from '../../../src/db/client.ts'
import { removeDocuments } from '../../../src/db/document-removal.ts'
import { correctDocument } from '../../../src/db/documents.ts'
import { setActiveEmbedder } from '../../../src/db/settings.ts'
import { switchEmbedder } from '../../../src/db/vectors.ts'
import { type Access, type Filters, OWNER_ACCESS } from '../../../src/engines/access.ts'
import { openEmbeddedEngine } from '../../../src/engines/embedded/engine.ts'
import { embeddedWriter } from '../../../src/engines/embedded/writer.ts'
import type { EngineQuery, SearchEngine } from '../../../src/engines/engine.ts'
import { sparseVector } from '../../../src/language/terms.ts'
import { addDocument, openLibrary, type SmallDocument, stageDocument, TEST_EMBEDDER } from '../../helpers/library.ts'
import { CHUNK_WORDS, randomChunks, randomQuestions } from './random-chunks.ts'

export type EngineUnderTest = {
  engine: SearchEngine
  /** Everything written to the library is findable. */
  settle: () => Promise<void>
  close: () => Promise<void>
}

/** Opens the engine over a library that may hold documents already; what it opens beside, `close` closes. */
export type OpenEngine = (db: Database) => Promise<EngineUnderTest>

const only = (spaces: string[]): Access => ({ ...OWNER_ACCESS, spaces })
const chunkIdsOf = (ranking: readonly { chunkId: string }[]) => ranking.map(({ chunkId }) => chunkId)
const unit = (angle: number) => new Float32Array([Math.cos(angle), Math.sin(angle)])

/** Every term of the text counts as often as it stands there: how questions are analysed is not the engine's affair. */
function queryOf(text: string, filters: Filters = {}, limit = 10): EngineQuery {
  const { ids, counts } = sparseVector(text)
  const terms = Array.from(ids, (id, at) => ({ id, text: String(id), weight: counts[at] ?? 0 }))
  return { terms, vector: undefined, filters, limit }
}

function vectorQuery(values: Float32Array, filters: Filters = {}, limit = 10): EngineQuery {
  return { terms: [], vector: { model: TEST_EMBEDDER, values }, filters, limit }
}

/** What every engine has to do alike, run on one of them. */
export function describeEngine(name: string, open: OpenEngine): void {
  describe(name, () => {
    let db: Database
    let opened: EngineUnderTest

    beforeEach(async () => {
      db = openLibrary()
      write(db, (tx) => setActiveEmbedder(tx, TEST_EMBEDDER))
    })

    const start = async () => {
      opened = await open(db)
      onTestFinished(() => opened.close())
      await opened.settle()
    }
    const add = async (...documents: SmallDocument[]) => {
      const added = []
      for (const document of documents) added.push(await addDocument(db, document))
      return added
    }
    const search = async (query: EngineQuery, access = OWNER_ACCESS) => {
      const { degraded = [], lexical, dense } = await opened.engine.search(query, access)
      expect(degraded).toEqual([])
      return { lexical, dense }
    }
    const words = async (text: string, filters: Filters = {}, access = OWNER_ACCESS) =>
      chunkIdsOf((await search(queryOf(text, filters), access)).lexical)
    const ids = (...added: { chunkIds: string[] }[]) => added.flatMap(({ chunkIds }) => chunkIds)

    describe('finds', () => {
      it.each([
        ['a word of two characters', '回款'],
        ['a number', '2150'],
        ['an English word by its stem', 'retrospectives'],
        ['a part of a token with a hyphen', 'bge'],
        ['full-width letters', 'ＳＯＷ'],
      ])('%s', async (_, text) => {
        const paragraph = '监理签字后启动回款 2150 万元, a retrospective on bge-m3, SOW'
        const [document] = await add({ path: 'a.md', paragraphs: ['港区网络割接', paragraph] })
        await start()
        expect(await words(text)).toEqual([document?.chunkIds[1]])
      })

      it('nothing by words that stand nowhere, and nothing without a question', async () => {
        await add({ path: 'a.md', paragraphs: ['港区网络割接'] })
        await start()
        expect(await search(queryOf('采购'))).toEqual({ lexical: [], dense: [] })
        expect(await search(queryOf(''))).toEqual({ lexical: [], dense: [] })
      })

      it('nothing in an empty library', async () => {
        await start()
        expect(await search({ ...queryOf('回款'), vector: vectorQuery(unit(0)).vector })).toMatchObject({
          lexical: [],
          dense: [],
        })
      })

      it('the rarer word before the more frequent one', async () => {
        const common = Array.from({ length: 8 }, (_, i) => ({ path: `c${i}.md`, paragraphs: ['验收'] }))
        await add(...common)
        const [rare] = await add({ path: 'z.md', paragraphs: ['割接'] })
        await start()
        expect((await words('验收 割接'))[0]).toBe(rare?.chunkIds[0])
      })

      it('by cosine, and leaves out what points away from the question', async () => {
        const vectors = [unit(1.2), unit(0.3), unit(Math.PI), unit(0.9)]
        const [document] = await add({ path: 'a.md', paragraphs: ['一', '二', '三', '四'], vectors })
        await start()
        const { dense, lexical } = await search(vectorQuery(unit(0)))
        const chunkIds = document?.chunkIds ?? []
        expect(chunkIdsOf(dense)).toEqual([chunkIds[1], chunkIds[3], chunkIds[0]])
        expect(dense[0]?.score).toBeCloseTo(Math.cos(0.3), 3)
        expect(lexical).toEqual([])
      })

      it('no more than the limit in either ranking, and every one of 500 chunks of a version', async () => {
        const paragraphs = Array.from({ length: 500 }, (_, i) => `割接步骤 ${1000 + i}`)
        const vectors = paragraphs.map((_, i) => unit(i / 400))
        const [document] = await add({ path: 'a.md', paragraphs, vectors })
        await start()
        const few = await search({ ...queryOf('割接步骤', {}, 7), vector: vectorQuery(unit(0)).vector })
        expect([few.lexical.length, chunkIdsOf(few.dense)]).toEqual([7, document?.chunkIds.slice(0, 7)])
        const all = await search({ ...queryOf('割接步骤', {}, 500), vector: vectorQuery(unit(0)).vector })
        expect(new Set(chunkIdsOf(all.lexical))).toEqual(new Set(document?.chunkIds))
        expect(chunkIdsOf(all.dense)).toEqual(document?.chunkIds)
        expect(await words('1499')).toEqual([document?.chunkIds[499]])
      })

      it('text of any script and length, and gives it back as it was', async () => {
        const paragraphs = ['𠮷野家 👩‍👩‍👧‍👦 é café עברית', `${'验收与回款'.repeat(2_000)}割接`]
        const [document] = await add({ path: '📁/ü.md', paragraphs, fields: { title: '「标题」 <b>' } })
        await start()
        expect(await words('café')).toEqual([document?.chunkIds[0]])
        expect(await words('割接')).toEqual([document?.chunkIds[1]])
        const passages = await opened.engine.loadPassages(document?.chunkIds ?? [])
        expect(passages.map(({ text }) => text)).toEqual(paragraphs)
        expect(passages[1]).toMatchObject({ path: '📁/ü.md', title: '「标题」 <b>', ordinal: 1 })
        const first = paragraphs[0]?.length ?? 0
        expect(passages.map(({ span }) => span)).toEqual([
          { start: 0, end: first },
          { start: first + 1, end: first + 1 + 10_002 },
        ])
      })
    })

    describe('narrows', () => {
      beforeEach(async () => {
        await add(
          { path: 'a.md', paragraphs: ['回款安排'], fields: { kind: 'tender', date: '2025-03-12' } },
          { path: 'b.md', paragraphs: ['回款流程'], space: 'board', fields: { kind: 'report', date: '2025-03-11' } },
          { path: 'c.md', paragraphs: ['回款规则'], fields: { kind: 'report' } },
          { path: 'd.md', paragraphs: ['回款月报'], fields: { kind: 'other', date: '2025-03' } },
        )
        await start()
      })

      const paths = async (filters: Filters, access = OWNER_ACCESS) => {
        const both = await search({ ...queryOf('回款', filters), vector: vectorQuery(unit(0)).vector }, access)
        const passages = await Promise.all(
          [both.lexical, both.dense].map((ranking) => opened.engine.loadPassages(chunkIdsOf(ranking))),
        )
        const [lexical, dense] = passages.map((list) => list.map(({ path }) => path.charAt(0)).sort())
        expect(dense).toEqual(lexical)
        return lexical?.join('')
      }

      it('to kinds, to spaces and to documents', async () => {
        expect(await paths({})).toBe('abcd')
        expect(await paths({ kinds: ['report', 'tender'] })).toBe('abc')
        expect(await paths({ spaces: ['board'] })).toBe('b')
        expect(await paths({ spaces: ['default'], kinds: ['report'] })).toBe('c')
        const [first] = await opened.engine.loadPassages(await words('安排'))
        expect(await paths({ documentIds: [first?.documentId ?? '', randomUUID()] })).toBe('a')
        expect(await paths({ documentIds: ['no id of a document'], kinds: ['tender'] })).toBe('')
      })

      it('to documents of a day or later, which one without a date never is', async () => {
        expect(await paths({ since: '2025-03-12' })).toBe('a')
        expect(await paths({ since: '2025-03-11' })).toBe('ab')
        expect(await paths({ since: '2025-03-01' })).toBe('ab')
        expect(await paths({ since: '2025-02-28' })).toBe('abd')
        expect(await paths({ since: '0001-01-01' })).toBe('abd')
        expect(await paths({ since: '2025-03-13' })).toBe('')
      })

      it('to nothing by an empty list', async () => {
        expect(await paths({ kinds: [] })).toBe('')
        expect(await paths({ spaces: [] })).toBe('')
        expect(await paths({ documentIds: [] })).toBe('')
        expect(await paths({ spaces: [], kinds: ['tender'] })).toBe('')
      })

      it('to what the viewer may read, whatever the filters ask for', async () => {
        expect(await paths({}, only(['default']))).toBe('acd')
        expect(await paths({}, only([]))).toBe('')
        expect(await paths({}, only(['elsewhere']))).toBe('')
        expect(await paths({ spaces: ['board'] }, only(['default']))).toBe('')
        expect(await paths({ spaces: ['board', 'default'] }, only(['default']))).toBe('acd')
        expect(await paths({ kinds: ['report'] }, only(['default']))).toBe('c')
        expect(await paths({}, { ...OWNER_ACCESS, sensitivities: [] })).toBe('')
        expect(await paths({}, { viewer: 'guest', spaces: ['board'], sensitivities: ['public'] })).toBe('')
        expect(await paths({}, { viewer: 'guest', spaces: ['board'], sensitivities: ['internal'] })).toBe('b')
      })
    })

    describe('follows', () => {
      it('a version when it becomes current, and never shows old and new together', async () => {
        const [first] = await add({ path: 'a.md', paragraphs: ['备用金按百分之五计提', '备用金', '备用金上限'] })
        await start()
        const staged = await stageDocument(db, { path: 'a.md', paragraphs: ['备用金按百分之三计提'] })
        await opened.settle()
        expect((await words('备用金')).sort()).toEqual([...(first?.chunkIds ?? [])].sort())
        staged.activate()
        await opened.settle()
        expect(await words('备用金')).toEqual(staged.chunkIds)
        expect(chunkIdsOf((await search(vectorQuery(unit(0)))).dense)).toEqual(staged.chunkIds)
      })

      it('the removal of documents', async () => {
        const [a, b] = await add(
          { path: 'a.md', paragraphs: ['回款安排', '回款'] },
          { path: 'b.md', paragraphs: ['回款流程'] },
        )
        await start()
        removeDocuments(db, [a?.documentId ?? ''])
        await opened.settle()
        expect(await words('回款')).toEqual(b?.chunkIds)
        expect(chunkIdsOf((await search(vectorQuery(unit(0)))).dense)).toEqual(b?.chunkIds)
        removeDocuments(db, [b?.documentId ?? ''])
        await opened.settle()
        expect(await words('回款')).toEqual([])
      })

      it('corrected facts', async () => {
        const [a] = await add({ path: 'a.md', paragraphs: ['回款安排'], fields: { kind: 'tender' } })
        await start()
        const id = a?.documentId ?? ''
        const fields = { kind: 'report' as const, sensitivity: 'confidential', title: '新标题', date: '2026-01-02' }
        correctDocument(db, id, { ...fields, space: 'board' })
        await opened.settle()
        expect(await words('回款', { kinds: ['tender'] })).toEqual([])
        expect(await words('回款', {}, only(['default']))).toEqual([])
        expect(await words('回款', {}, { ...OWNER_ACCESS, sensitivities: ['internal'] })).toEqual([])
        expect(await words('回款', { kinds: ['report'], since: '2026-01-02', spaces: ['board'] })).toEqual(a?.chunkIds)
        const [passage] = await opened.engine.loadPassages(a?.chunkIds ?? [])
        expect(passage).toMatchObject({ title: '新标题', kind: 'report', space: 'board', date: '2026-01-02' })
      })

      it('a correction and a new version that come together', async () => {
        const [a] = await add({ path: 'a.md', paragraphs: ['回款安排'] })
        await start()
        correctDocument(db, a?.documentId ?? '', { sensitivity: 'confidential' })
        const [next] = await add({ path: 'a.md', paragraphs: ['回款流程', '回款'] })
        await opened.settle()
        expect(await words('回款', {}, { ...OWNER_ACCESS, sensitivities: ['internal'] })).toEqual([])
        expect((await words('回款')).sort()).toEqual([...(next?.chunkIds ?? [])].sort())
      })

      it('the library to another embedder', async () => {
        const [a] = await add({ path: 'a.md', paragraphs: ['一', '二'], vectors: [unit(0.1), unit(1.4)] })
        await start()
        expect(opened.engine.embedderInUse()).toBe(TEST_EMBEDDER)
        const three = (x: number, y: number, z: number) => new Float32Array([x, y, z])
        const turned = [three(0, 0.6, 0.8), three(1, 0, 0)]
        const vectors = (a?.chunkIds ?? []).map((chunkId, i) => {
          return { chunkId, versionId: a?.versionId ?? '', vector: turned[i] ?? three(0, 0, 1) }
        })
        await embeddedWriter(db, 'another').addVectors('another', vectors)
        expect(write(db, (tx) => switchEmbedder(tx, 'another', new Set()))).toBe(true)
        await opened.settle()
        expect(opened.engine.embedderInUse()).toBe('another')
        const question = { model: 'another', values: three(1, 0, 0) }
        expect(chunkIdsOf((await search({ ...queryOf(''), vector: question })).dense)).toEqual([a?.chunkIds[1]])
        expect(await words('二')).toEqual([a?.chunkIds[1]])
      })

      it('no vector of an embedder that is not in use', async () => {
        await add({ path: 'a.md', paragraphs: ['回款'] })
        await start()
        const foreign = { model: 'another', values: unit(0) }
        expect((await search({ ...queryOf('回款'), vector: foreign })).dense).toEqual([])
      })

      it('everything again after it was closed', async () => {
        const [a, b] = await add({ path: 'a.md', paragraphs: ['回款安排'] }, { path: 'b.md', paragraphs: ['回款流程'] })
        await start()
        const before = await search(queryOf('回款安排'))
        await opened.close()
        await start()
        expect(await search(queryOf('回款安排'))).toEqual(before)
        await opened.close()
        removeDocuments(db, [a?.documentId ?? ''])
        const [c] = await add({ path: 'c.md', paragraphs: ['回款规则'] })
        await start()
        expect((await words('回款')).sort()).toEqual(ids(...[b, c].filter((one) => one !== undefined)).sort())
      })
    })

    describe('puts equal scores', () => {
      it('in the order of path, version and place in the text, over documents, and cuts them there', async () => {
        const paragraphs = ['回款安排', '回款安排']
        const [b, a, c] = await add(
          { path: 'b.md', paragraphs },
          { path: 'a.md', paragraphs },
          { path: 'b.md', space: 'board', paragraphs },
        )
        await start()
        const [one, two] = [b, c].sort((x, y) => ((x?.versionId ?? '') < (y?.versionId ?? '') ? -1 : 1))
        const expected = ids(...[a, one, two].filter((each) => each !== undefined))
        for (const limit of [6, 3]) {
          const query = { ...queryOf('回款', {}, limit), vector: vectorQuery(unit(0)).vector }
          const { lexical, dense } = await search(query)
          expect(chunkIdsOf(lexical)).toEqual(expected.slice(0, limit))
          expect(chunkIdsOf(dense)).toEqual(expected.slice(0, limit))
        }
      })
    })

    describe('loads passages', () => {
      it('in the order asked for, without those that are gone', async () => {
        const [a, b] = await add(
          { path: 'a.md', paragraphs: ['回款安排', '割接窗口'] },
          { path: 'b.md', paragraphs: ['回款流程'] },
        )
        await start()
        const wanted = [...(b?.chunkIds ?? []), randomUUID(), ...(a?.chunkIds ?? []).toReversed()]
        const passages = await opened.engine.loadPassages(wanted)
        expect(passages.map(({ text }) => text)).toEqual(['回款流程', '割接窗口', '回款安排'])
        expect(passages[1]).toMatchObject({
          chunkId: a?.chunkIds[1],
          documentId: a?.documentId,
          versionId: a?.versionId,
          path: 'a.md',
          kind: 'other',
          space: 'default',
          date: '',
          headings: [],
          ordinal: 1,
          span: { start: 5, end: 9 },
        })
        expect(passages[1]).not.toHaveProperty('page')
        removeDocuments(db, [a?.documentId ?? ''])
        await opened.settle()
        const left = await opened.engine.loadPassages(wanted)
        expect(left.map(({ text }) => text)).toEqual(['回款流程'])
        expect(await opened.engine.loadPassages([])).toEqual([])
      })
    })

    it.each([
      ['chunks', CHUNK_WORDS.usual],
      ['short chunks', CHUNK_WORDS.short],
    ])('shares eight of the first ten with the embedded engine, for 30 questions over 300 %s', async (_, words) => {
      await add(...randomChunks(300, words))
      await start()
      const embedded = openEmbeddedEngine(db, TEST_EMBEDDER)
      for (const { terms, values } of randomQuestions(30)) {
        const query = { ...queryOf(terms), vector: { model: TEST_EMBEDDER, values } }
        const expected = await embedded.search(query, OWNER_ACCESS)
        const found = await search(query)
        for (const ranking of ['lexical', 'dense'] as const) {
          const known = new Set(chunkIdsOf(expected[ranking]))
          const shared = chunkIdsOf(found[ranking]).filter((id) => known.has(id)).length
          expect([terms, ranking, shared >= Math.min(8, known.size)]).toEqual([terms, ranking, true])
          expect(found[ranking]).toHaveLength(expected[ranking].length)
        }
      }
    })
  })
}
