import { QdrantClient } from '@qdrant/js-client-rest'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FAILURES, type FailureName } from '../../helpers/qdrant/failures.ts'
import { type QdrantOptions, startQdrant } from '../../helpers/qdrant/server.ts'

const A = '0b6e7a52-0000-4000-8000-00000000000a'
const B = '0b6e7a52-0000-4000-8000-00000000000b'
const C = '0b6e7a52-0000-4000-8000-00000000000c'

async function open(options: QdrantOptions = {}) {
  const server = await startQdrant(options)
  onTestFinished(() => server.close())
  const client = new QdrantClient({
    url: server.url,
    checkCompatibility: false,
    timeout: 1_000,
    ...(options.apiKey === undefined ? {} : { headers: { 'api-key': options.apiKey } }),
  })
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(server.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(text === undefined ? {} : { body: text }),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  return { server, client, send }
}

const VECTORS = {
  vectors: { dense: { size: 2, distance: 'Cosine' } },
  sparse_vectors: { lexical: { modifier: 'idf' } },
} as const

async function openWithPoints(options: QdrantOptions = {}) {
  const opened = await open(options)
  await opened.client.createCollection('notes', VECTORS)
  await opened.client.createPayloadIndex('notes', { field_name: 'space', field_schema: 'keyword', wait: true })
  await opened.client.createPayloadIndex('notes', { field_name: 'date', field_schema: 'datetime', wait: true })
  await opened.client.upsert('notes', {
    points: [
      point(A, [3, 4], { 1: 1, 2: 2 }, { space: 'sales', pages: 3, tags: ['x', 'y'], date: '2025-03-12' }),
      point(B, [0, 1], { 2: 1 }, { space: 'board', pages: '3', tags: [], date: '' }),
      point(C, [-1, 0], { 3: 1 }, { space: 'sales', tags: null }),
    ],
  })
  return opened
}

function point(id: string | number, dense: number[], terms: Record<number, number>, payload = {}) {
  const lexical = { indices: Object.keys(terms).map(Number), values: Object.values(terms) }
  return { id, vector: { dense, lexical }, payload }
}

const PATIENT = { timeout: 10_000 }
const idsOf = ({ points }: { points: { id: string | number }[] }) => points.map(({ id }) => id)
const statusOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason as { status?: number; data?: { status?: { error?: string } } },
  )
  return [error?.status, error?.data?.status?.error]
}

describe('collections', () => {
  it('says its version and its health without a key', async () => {
    const { client, send } = await open({ version: '1.17.2', apiKey: 'secret' })
    expect((await client.versionInfo()).version).toBe('1.17.2')
    expect(await send('GET', '/healthz')).toMatchObject({ status: 200, text: 'healthz check passed' })
    expect((await send('GET', '/readyz')).status).toBe(200)
  })

  it('are made once, described, changed and dropped', async () => {
    const { client } = await open()
    expect(await client.createCollection('notes', VECTORS)).toBe(true)
    expect(await statusOf(client.createCollection('notes', VECTORS))).toEqual([
      409,
      'Wrong input: Collection `notes` already exists!',
    ])
    await client.updateCollection('notes', { metadata: { made_by: 'us', format: 1 } })
    await client.updateCollection('notes', { metadata: { format: null, model: 'm' } })
    const info = await client.getCollection('notes')
    expect(info.config.params.vectors).toMatchObject({ dense: { size: 2, distance: 'Cosine' } })
    expect(info.config.params.sparse_vectors).toEqual({ lexical: { modifier: 'idf' } })
    expect(info.config.metadata).toEqual({ made_by: 'us', model: 'm' })
    expect(await client.collectionExists('notes')).toEqual({ exists: true })
    expect(await client.getCollections()).toEqual({ collections: [{ name: 'notes' }] })
    expect(await client.deleteCollection('notes')).toBe(true)
    expect(await client.deleteCollection('notes')).toBe(false)
    expect((await statusOf(client.getCollection('notes')))[0]).toBe(404)
  })

  it('take metadata when they are made, which the client of 1.18 drops', async () => {
    const { client } = await open()
    await client.api().createCollection({ collection_name: 'notes', ...VECTORS, metadata: { made_by: 'us' } })
    expect((await client.getCollection('notes')).config.metadata).toEqual({ made_by: 'us' })
  })

  it('answer to an alias for reading and writing, which is re-pointed by one action', async () => {
    const { client } = await openWithPoints()
    await client.createCollection('notes-2', VECTORS)
    const point = (target: string) =>
      client.updateCollectionAliases({ actions: [{ create_alias: { alias_name: 'live', collection_name: target } }] })
    await point('notes')
    expect((await client.count('live')).count).toBe(3)
    await point('notes-2')
    await client.upsert('live', { points: [{ id: 7, vector: {}, payload: {} }] })
    expect((await client.count('notes-2')).count).toBe(1)
    expect(await client.getAliases()).toEqual({ aliases: [{ alias_name: 'live', collection_name: 'notes-2' }] })
    expect((await client.getCollectionAliases('notes')).aliases).toEqual([])
    expect((await statusOf(point('gone')))[0]).toBe(404)
    await client.deleteCollection('notes-2')
    expect((await client.getAliases()).aliases).toEqual([])
  })

  it('do not share a name with an alias', async () => {
    const { client } = await openWithPoints()
    const alias = (name: string) =>
      client.updateCollectionAliases({ actions: [{ create_alias: { alias_name: name, collection_name: 'notes' } }] })
    expect((await statusOf(alias('notes')))[0]).toBe(409)
    await alias('live')
    expect((await statusOf(client.createCollection('live', VECTORS)))[0]).toBe(400)
  })

  it('count approximately in their description and exactly on request', async () => {
    const { client } = await openWithPoints()
    await client.upsert('notes', { points: [point(A, [1, 0], {})] })
    expect((await client.getCollection('notes')).points_count).not.toBe(3)
    expect((await client.count('notes', { exact: false })).count).not.toBe(3)
    expect((await client.count('notes', { exact: true })).count).toBe(3)
  })

  it('know which values of a field their index holds', async () => {
    const { client } = await openWithPoints()
    const { payload_schema: schema } = await client.getCollection('notes')
    expect(schema).toMatchObject({ space: { data_type: 'keyword', points: 3 }, date: { data_type: 'datetime' } })
    await client.deletePayloadIndex('notes', 'date')
    expect(Object.keys((await client.getCollection('notes')).payload_schema)).toEqual(['space'])
  })
})

describe('points', () => {
  it('are replaced whole by an upsert, and changed in part by the other writes', async () => {
    const { client } = await openWithPoints()
    const stored = async () => (await client.retrieve('notes', { ids: [A], with_vector: true }))[0]
    await client.setPayload('notes', { points: [A], payload: { space: 'lab' } })
    expect((await stored())?.payload).toMatchObject({ space: 'lab', pages: 3 })
    await client.setPayload('notes', { points: [A], key: 'place', payload: { page: 2 } })
    expect((await stored())?.payload).toMatchObject({ space: 'lab', place: { page: 2 } })
    await client.overwritePayload('notes', { points: [A], payload: { space: 'lab' } })
    expect((await stored())?.payload).toEqual({ space: 'lab' })
    await client.updateVectors('notes', { points: [{ id: A, vector: { dense: [0, 2] } }] })
    expect((await stored())?.vector).toEqual({ dense: [0, 1], lexical: { indices: [1, 2], values: [1, 2] } })
    await client.deleteVectors('notes', { points: [A], vector: ['lexical'] })
    await client.deletePayload('notes', { points: [A], keys: ['space'] })
    expect(await stored()).toMatchObject({ payload: {}, vector: { dense: [0, 1] } })
    await client.upsert('notes', { points: [{ id: A, vector: { lexical: { indices: [9], values: [1] } } }] })
    expect(await stored()).toEqual({ id: A, payload: {}, vector: { lexical: { indices: [9], values: [1] } } })
  })

  it('come in columns too', async () => {
    const { client, server } = await openWithPoints()
    await client.upsert('notes', {
      batch: { ids: [1, 2], vectors: { dense: [[1, 0], [0, 1]] }, payloads: [{ space: 'a' }, null] }, // biome-ignore format: one line
    })
    expect(server.pointsOf('notes').at(-2)).toMatchObject({ id: 1, payload: { space: 'a' } })
    expect((await client.count('notes')).count).toBe(5)
  })

  it('have ids that are unsigned integers or UUIDs, which come back in lower case', async () => {
    const { client, send } = await openWithPoints()
    const upper = A.toUpperCase()
    expect((await client.retrieve('notes', { ids: [upper] })).map(({ id }) => id)).toEqual([A])
    expect((await client.retrieve('notes', { ids: [`{${A.replaceAll('-', '')}}`] })).map(({ id }) => id)).toEqual([A])
    for (const id of ['a', '7', -1, 1.5, null]) {
      const put = await send('PUT', '/collections/notes/points?wait=true', { points: [{ id, vector: {} }] })
      expect(put.status).toBe(400)
    }
    expect((await send('GET', `/collections/notes/points/${B}`)).status).toBe(200)
    expect((await send('GET', '/collections/notes/points/99')).status).toBe(404)
  })

  it.each([
    ['a wrong dimension', { dense: [1, 2, 3] }, 400],
    ['an unknown vector', { title: [1, 2] }, 400],
    ['a vector without a name', [1, 2], 400],
    ['null for a number that JSON cannot say', { dense: [1, null] }, 400],
    ['a dense vector for a sparse one', { lexical: [1, 2] }, 400],
    ['an index twice', { lexical: { indices: [1, 1], values: [1, 1] } }, 422],
    ['fewer values than indices', { lexical: { indices: [1, 2], values: [1] } }, 422],
    ['an index beyond 32 bits', { lexical: { indices: [2 ** 32], values: [1] } }, 400],
  ])('are refused with %s, whether the client waits or not', async (_, vector, status) => {
    const { send, server } = await openWithPoints()
    for (const query of ['?wait=true', '']) {
      const put = await send('PUT', `/collections/notes/points${query}`, { points: [{ id: 1, vector }] })
      expect(put.status).toBe(status)
    }
    expect(server.refused()).toHaveLength(2)
    expect(server.pointsOf('notes')).toHaveLength(3)
  })

  it('that nobody waits for are acknowledged and visible only later, in their order', async () => {
    const { client, server } = await openWithPoints({ applyDelayMs: 800 })
    const acknowledged = await client.upsert('notes', { wait: false, points: [point(1, [1, 0], {})] })
    expect(acknowledged.status).toBe('acknowledged')
    expect((await client.delete('notes', { points: [A] })).status).toBe('acknowledged')
    await client.createPayloadIndex('notes', { field_name: 'pages', field_schema: 'integer' })
    expect((await client.count('notes')).count).toBe(3)
    expect((await client.getCollection('notes')).payload_schema.pages).toBeUndefined()
    await expect.poll(() => server.pointsOf('notes').map(({ id }) => id), PATIENT).toEqual([B, C, 1])
    await client.upsert('notes', { wait: false, points: [point(2, [1, 0], {})] })
    expect((await client.delete('notes', { wait: true, points: [2] })).status).toBe('completed')
    expect((await client.count('notes')).count).toBe(3)
  })

  it('go by a filter, where an empty one is every point', async () => {
    const { client } = await openWithPoints()
    const board = { must: [{ key: 'space', match: { value: 'board' } }] }
    await client.delete('notes', { wait: true, filter: board })
    expect(idsOf(await client.scroll('notes'))).toEqual([A, C])
    await client.delete('notes', { wait: true, filter: {} })
    expect((await client.count('notes')).count).toBe(0)
  })

  it('take several operations in one call, which are not taken back when a later one fails', async () => {
    const { client, server } = await openWithPoints()
    const operations = [{ delete: { points: [A] } }, { upsert: { points: [{ id: 1, vector: { dense: [1] } }] } }]
    expect((await statusOf(client.batchUpdate('notes', { operations })))[0]).toBe(400)
    expect(server.pointsOf('notes').map(({ id }) => id)).toEqual([B, C])
  })
})

describe('reading', () => {
  it('pages through a scroll in the order of ids, from an inclusive offset', async () => {
    const { client } = await openWithPoints()
    await client.upsert('notes', { points: [point(20, [1, 0], {}), point(3, [1, 0], {})] })
    const first = await client.scroll('notes', { limit: 3 })
    expect([idsOf(first), first.next_page_offset]).toEqual([[3, 20, A], B])
    const second = await client.scroll('notes', { limit: 3, offset: B, with_payload: ['space'] })
    expect([idsOf(second), second.next_page_offset]).toEqual([[B, C], null])
    expect(second.points[0]?.payload).toEqual({ space: 'board' })
  })

  it('scrolls by a field only where that has a range index, and without an offset', async () => {
    const { client, send } = await openWithPoints()
    expect((await send('POST', '/collections/notes/points/scroll', { order_by: 'pages' })).status).toBe(400)
    expect((await send('POST', '/collections/notes/points/scroll', { order_by: 'date', offset: A })).status).toBe(400)
    expect(idsOf(await client.scroll('notes', { order_by: { key: 'date', direction: 'desc' } }))).toEqual([A])
  })

  it('ranks by cosine over normalised vectors, payload only on request', async () => {
    const { client } = await openWithPoints()
    const { points } = await client.query('notes', { query: [2, 0], using: 'dense', with_vector: ['dense'] })
    expect(points.map(({ id }) => id)).toEqual([A, B, C])
    expect(points[0]?.score).toBeCloseTo(0.6)
    expect(points[0]?.vector).toEqual({ dense: [Math.fround(0.6), Math.fround(0.8)] })
    expect(points[0]?.payload).toBeUndefined()
    const above = await client.query('notes', { query: [2, 0], using: 'dense', score_threshold: 0.1 })
    expect(idsOf(above)).toEqual([A])
  })

  it('weighs sparse terms by their inverse document frequency, and leaves out what shares none', async () => {
    const { client } = await openWithPoints()
    const query = { indices: [1, 2], values: [1, 0.5] }
    const { points } = await client.query('notes', { query, using: 'lexical' })
    const idf = (frequency: number) => Math.log((3 - frequency + 0.5) / (frequency + 0.5) + 1)
    expect(points.map(({ id }) => id)).toEqual([A, B])
    expect(points[0]?.score).toBeCloseTo(idf(1) + 0.5 * idf(2) * 2)
    expect(points[1]?.score).toBeCloseTo(0.5 * idf(2))
  })

  it('gives ten results where no limit is set, from a prefetch too', async () => {
    const { client } = await openWithPoints()
    const many = Array.from({ length: 30 }, (_, i) => point(i, [1, i], { 1: 1 }))
    await client.upsert('notes', { points: many })
    const dense = { query: [1, 0], using: 'dense' }
    expect((await client.query('notes', dense)).points).toHaveLength(10)
    const fused = { query: { fusion: 'rrf' as const }, limit: 25 }
    expect((await client.query('notes', { ...fused, prefetch: [dense] })).points).toHaveLength(10)
    expect((await client.query('notes', { ...fused, prefetch: [{ ...dense, limit: 25 }] })).points).toHaveLength(25)
    expect((await client.query('notes', { ...dense, limit: 2, offset: 3 })).points).toHaveLength(2)
  })

  it('fuses by rank with k = 2 unless told otherwise', async () => {
    const { client } = await openWithPoints()
    const prefetch = [
      { query: [0, 1], using: 'dense', limit: 10 },
      { query: { indices: [2], values: [1] }, using: 'lexical', limit: 10 },
    ]
    const plain = await client.query('notes', { prefetch, query: { fusion: 'rrf' } })
    const scores = new Map(plain.points.map(({ id, score }) => [id, score]))
    expect(scores.get(A)).toBeCloseTo(1 / 3 + 1 / 2)
    expect(scores.get(B)).toBeCloseTo(1 / 2 + 1 / 3)
    expect(scores.get(C)).toBeCloseTo(1 / 4)
    const weighted = await client.query('notes', { prefetch, query: { rrf: { k: 60, weights: [3, 1] } } })
    expect(weighted.points[0]?.score).toBeCloseTo(1 / (1 / 3 + 59) + 1 / (2 + 59))
    const threshold = await client.query('notes', { prefetch, query: { fusion: 'rrf' }, score_threshold: 0.5 })
    expect(idsOf(threshold).sort()).toEqual([A, B])
    const distribution = await client.query('notes', { prefetch, query: { fusion: 'dbsf' } })
    expect(idsOf(distribution)).toHaveLength(3)
  })

  it('answers several queries in their order, and none of them if one is wrong', async () => {
    const { client } = await openWithPoints()
    const dense = { query: [1, 0], using: 'dense', limit: 1 }
    const lexical = { query: { indices: [3], values: [1] }, using: 'lexical', limit: 1 }
    const answers = await client.queryBatch('notes', { searches: [dense, lexical] })
    expect(answers.map(idsOf)).toEqual([[A], [C]])
    const searches = [dense, { ...dense, using: 'title' }]
    expect((await statusOf(client.queryBatch('notes', { searches })))[0]).toBe(400)
  })

  it('groups by a field', async () => {
    const { client } = await openWithPoints()
    const { groups } = await client.queryGroups('notes', {
      query: [1, 0],
      using: 'dense',
      group_by: 'space',
      group_size: 1,
    })
    expect(groups.map(({ id, hits }) => [id, hits.map((hit) => hit.id)])).toEqual([
      ['sales', [A]],
      ['board', [B]],
    ])
    expect((await client.facet('notes', { key: 'space' })).hits).toEqual([
      { value: 'sales', count: 2 },
      { value: 'board', count: 1 },
    ])
  })
})

describe('filters', () => {
  const sales = { key: 'space', match: { value: 'sales' } }
  it.each<[string, object, string[]]>([
    ['must', { must: [sales] }, [A, C]],
    ['one condition without a list', { must: sales }, [A, C]],
    ['should', { should: [sales, { key: 'pages', match: { value: '3' } }] }, [A, B, C]],
    ['a type that differs', { must: [{ key: 'pages', match: { value: 3 } }] }, [A]],
    ['any', { must: [{ key: 'space', match: { any: ['board', 'lab'] } }] }, [B]],
    ['any of nothing', { must: [{ key: 'space', match: { any: [] } }] }, []],
    ['except, which needs a value', { must: [{ key: 'pages', match: { except: ['3'] } }] }, [A]],
    ['must_not, which takes what is missing', { must_not: [{ key: 'pages', match: { value: 3 } }] }, [B, C]],
    ['an element of a list', { must: [{ key: 'tags', match: { value: 'y' } }] }, [A]],
    ['a range of numbers', { must: [{ key: 'pages', range: { gte: 3, lt: 4 } }] }, [A]],
    ['a range of dates', { must: [{ key: 'date', range: { gte: '2025-03-12T00:00:00Z' } }] }, [A]],
    ['a range that nothing is in', { must: [{ key: 'date', range: { lt: '2025-03-12' } }] }, []],
    ['is_empty', { must: [{ is_empty: { key: 'tags' } }] }, [B, C]],
    ['is_null', { must: [{ is_null: { key: 'tags' } }] }, [C]],
    ['is_null of what is missing', { must: [{ is_null: { key: 'none' } }] }, []],
    ['has_id', { must: [{ has_id: [B.toUpperCase()] }] }, [B]],
    ['min_should', { min_should: { conditions: [sales, { key: 'pages', match: { value: 3 } }], min_count: 2 } }, [A]],
    ['a filter within', { must: [{ should: [{ has_id: [B] }, { has_id: [A] }] }], must_not: [sales] }, [B]],
    ['an empty should', { should: [] }, [A, B, C]],
    ['nothing', {}, [A, B, C]],
  ])('understand %s', async (_, filter, expected) => {
    const { send } = await openWithPoints()
    const { text } = await send('POST', '/collections/notes/points/scroll', { filter })
    expect(idsOf(JSON.parse(text).result)).toEqual(expected)
  })

  it('look into the elements of a list one by one', async () => {
    const { client } = await openWithPoints()
    const people = [
      { name: 'Li', role: 'PM' },
      { name: 'Wu', role: 'TMO' },
    ]
    await client.setPayload('notes', { points: [A], payload: { people } })
    const both = (name: string, role: string) => ({
      must: [
        { key: 'name', match: { value: name } },
        { key: 'role', match: { value: role } },
      ],
    })
    const found = async (filter: object) => idsOf(await client.scroll('notes', { filter: { must: [filter] } }))
    expect(await found({ nested: { key: 'people', filter: both('Li', 'TMO') } })).toEqual([])
    expect(await found({ nested: { key: 'people', filter: both('Wu', 'TMO') } })).toEqual([A])
    expect(await found({ key: 'people[].name', match: { value: 'Wu' } })).toEqual([A])
  })

  it('of the root are merged into every prefetch, where two bare lists of should become one', async () => {
    const { client } = await openWithPoints()
    const ask = async (root: object, own: object) =>
      idsOf(
        await client.query('notes', {
          prefetch: [{ query: [1, 0], using: 'dense', limit: 10, filter: own }],
          query: { fusion: 'rrf' },
          filter: root,
        }),
      )
    const access = { key: 'space', match: { value: 'board' } }
    const asked = { key: 'pages', match: { value: 3 } }
    expect(await ask({ must: [access] }, {})).toEqual([B])
    expect(await ask({ must: [access] }, { must: [asked] })).toEqual([])
    expect(await ask({ should: [access] }, { should: [asked] })).toEqual([A, B])
    expect(await ask({ must: [{ should: [access] }] }, { must: [{ should: [asked] }] })).toEqual([])
  })

  it('on a field without an index of the right kind are refused in strict mode', async () => {
    const { client, server } = await openWithPoints({ isStrict: true })
    const by = (condition: object) => ({ filter: { must: [condition] } })
    expect((await client.scroll('notes', by({ key: 'space', match: { any: ['sales'] } }))).points).toHaveLength(2)
    const [status, text] = await statusOf(client.scroll('notes', by({ key: 'pages', match: { value: 3 } })))
    expect([status, text]).toEqual([400, expect.stringContaining('Index required but not found for "pages"')])
    const range = by({ key: 'space', range: { gte: '2025-01-01' } })
    expect((await statusOf(client.count('notes', range)))[0]).toBe(400)
    expect((await statusOf(client.delete('notes', by({ key: 'pages', match: { value: 3 } }))))[0]).toBe(400)
    expect(server.refused()).toHaveLength(3)
  })
})

describe('what no correct client sends', () => {
  it.each<[string, string, string, unknown, number]>([
    ['an unknown field', 'POST', '/collections/notes/points/query', { query: [1, 0], using: 'dense', top: 3 }, 400],
    ['an unknown field of a filter', 'POST', '/collections/notes/points/scroll', { filter: { musts: [] } }, 400],
    ['an unknown condition', 'POST', '/collections/notes/points/scroll', { filter: { must: [{ has: 1 }] } }, 400],
    [
      'a condition without a test',
      'POST',
      '/collections/notes/points/scroll',
      { filter: { must: [{ key: 'a' }] } },
      422,
    ],
    [
      'a date that is none',
      'POST',
      '/collections/notes/points/count',
      { filter: { must: [{ key: 'date', range: { gte: '12/3' } }] } },
      400,
    ],
    [
      'numbers among strings',
      'POST',
      '/collections/notes/points/count',
      { filter: { must: [{ key: 'a', match: { any: ['1', 1] } }] } },
      400,
    ],
    ['a limit of 0', 'POST', '/collections/notes/points/query', { query: [1, 0], using: 'dense', limit: 0 }, 422],
    ['a k of 0', 'POST', '/collections/notes/points/query', { prefetch: [{}], query: { rrf: { k: 0 } } }, 422],
    [
      'a prefetch without a query',
      'POST',
      '/collections/notes/points/query',
      { prefetch: [{ query: [1, 0], using: 'dense' }] },
      400,
    ],
    ['a fusion of nothing', 'POST', '/collections/notes/points/query', { query: { fusion: 'rrf' } }, 400],
    [
      'weights for other lists',
      'POST',
      '/collections/notes/points/query',
      { prefetch: [{}], query: { rrf: { weights: [1, 2] } } },
      400,
    ],
    ['no name of a vector', 'POST', '/collections/notes/points/query', { query: [1, 0] }, 400],
    ['a query of another size', 'POST', '/collections/notes/points/query', { query: [1], using: 'dense' }, 400],
    ['a threshold for nothing', 'POST', '/collections/notes/points/query', { score_threshold: 1 }, 400],
    ['neither ids nor a filter', 'POST', '/collections/notes/points/payload', { payload: {} }, 400],
    ['nothing to delete', 'POST', '/collections/notes/points/delete', {}, 400],
    ['an unknown parameter', 'POST', '/collections/notes/points/count?waits=1', {}, 400],
    ['a timeout of 0', 'POST', '/collections/notes/points/count?timeout=0', {}, 400],
    ['no JSON', 'POST', '/collections/notes/points/count', '{"exact":', 400],
    ['a call of an older version', 'POST', '/collections/notes/points/search', {}, 405],
    ['a call for clusters', 'POST', '/collections/notes/cluster', {}, 405],
    ['an unknown distance', 'PUT', '/collections/b', { vectors: { dense: { size: 2, distance: 'cosine' } } }, 400],
    ['a forbidden character', 'PUT', '/collections/a%3Ab', { vectors: {} }, 422],
    ['an unknown index', 'PUT', '/collections/notes/index', { field_name: 'a', field_schema: 'string' }, 400],
    [
      'a tenant of dates',
      'PUT',
      '/collections/notes/index',
      { field_name: 'a', field_schema: { type: 'datetime', is_tenant: true } },
      400,
    ],
  ])('%s is refused and remembered', async (_, method, path, body, status) => {
    const { send, server } = await openWithPoints()
    const answer = await send(method, path, body)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toMatchObject({ status: { error: expect.any(String) }, time: expect.any(Number) })
    expect(server.refused()).toHaveLength(1)
  })

  it('a body over the limit is a 400', async () => {
    const { client, server } = await openWithPoints({ maxBodyBytes: 2_000 })
    const payload = { text: 'x'.repeat(2_000) }
    const [status, text] = await statusOf(client.upsert('notes', { points: [point(1, [1, 0], {}, payload)] }))
    expect([status, text]).toEqual([400, expect.stringContaining('larger than allowed')])
    expect(server.refused()).toHaveLength(1)
  })

  it('a missing or wrong key is answered in plain text', async () => {
    const { client, send } = await open({ apiKey: 'secret', readOnlyApiKey: 'reader' })
    expect(await client.createCollection('notes', VECTORS)).toBe(true)
    const answers = await Promise.all([
      send('GET', '/collections'),
      send('GET', '/collections', undefined, { 'api-key': 'other' }),
      send('GET', '/collections', undefined, { authorization: 'Bearer secret' }),
      send('GET', '/collections', undefined, { 'api-key': 'reader' }),
      send('DELETE', '/collections/notes', undefined, { 'api-key': 'reader' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 200, 200, 403])
    expect(answers[1]?.text).toBe('Invalid API key or JWT')
  })
})

describe('failures', () => {
  const UPSERT = { method: 'PUT', path: /\/points$/ }
  const upsertOne = (client: QdrantClient) => client.upsert('notes', { points: [point(1, [1, 0], {})] })

  const withStatus = Object.entries(FAILURES).filter(([, failure]) => failure.kind === 'status')
  it.each(withStatus.map(([name]) => name as FailureName))(
    '%s comes as often as planned, then no more',
    async (name) => {
      const { client, server } = await openWithPoints()
      server.failNext(2, name, UPSERT)
      expect((await client.count('notes')).count).toBe(3)
      for (const _ of [1, 2]) await expect(upsertOne(client)).rejects.toThrow()
      expect(server.failuresLeft()).toBe(0)
      expect((await upsertOne(client)).status).toBe('completed')
      expect(server.requests.filter(({ failure }) => failure === name)).toHaveLength(2)
      expect(server.refused()).toEqual([])
    },
  )

  it('a rate limit says when to come back, and an operation over the whole budget does not', async () => {
    const { send, server } = await openWithPoints()
    server.failNext(1, { kind: 'status', status: 429, error: 'Rate limiting exceeded', retryAfter: 37 })
    expect((await send('GET', '/collections')).headers.get('retry-after')).toBe('37')
    server.failNext(1, 'too_costly')
    const costly = await send('GET', '/collections')
    expect([costly.status, costly.headers.get('retry-after')]).toEqual([429, null])
  })

  it('a connection is reset before or after the effect, and a stall outlasts the client', async () => {
    const { client, server } = await openWithPoints()
    const stored = () => server.pointsOf('notes').length
    for (const [failure, expected] of [
      ['reset_before', 3],
      ['stall_before', 3],
      ['reset_after', 4],
    ] as const) {
      server.failNext(1, failure, UPSERT)
      await expect(upsertOne(client)).rejects.toThrow()
      expect([failure, stored()]).toEqual([failure, expected])
    }
    server.failNext(1, 'stall_after', { path: /delete$/ })
    await expect(client.delete('notes', { wait: true, points: [1] })).rejects.toThrow()
    expect(stored()).toBe(3)
  })

  it('a batch may be applied in part', async () => {
    const { client, server } = await openWithPoints()
    server.failNext(1, 'half_applied', UPSERT)
    const points = [1, 2, 3, 4].map((id) => point(id, [1, 0], {}))
    expect((await statusOf(client.upsert('notes', { points })))[0]).toBe(500)
    expect(server.pointsOf('notes').map(({ id }) => id)).toEqual([A, B, C, 1, 2])
  })

  it('a write that took too long is a success that is not visible yet', async () => {
    const { client, server } = await openWithPoints({ applyDelayMs: 800 })
    server.failNext(1, 'wait_timeout', UPSERT)
    expect((await upsertOne(client)).status).toBe('wait_timeout')
    expect(server.pointsOf('notes')).toHaveLength(3)
    await expect.poll(() => server.pointsOf('notes').length, PATIENT).toBe(4)
  })

  it('202 makes the client throw', async () => {
    const { client, server } = await openWithPoints()
    server.failNext(1, 'accepted', UPSERT)
    await expect(upsertOne(client)).rejects.toThrow()
  })

  it('a dead server comes back on the same port, with its data or without', async () => {
    const { client, server } = await openWithPoints()
    await server.close()
    await expect(client.getCollections()).rejects.toThrow('fetch failed')
    await server.reopen()
    expect((await client.count('notes')).count).toBe(3)
    await server.close()
    await server.reopen({ isEmpty: true })
    expect((await client.getCollections()).collections).toEqual([])
  })
})
