import { describe, expect, it } from 'vitest'
import type { Retrieve } from '../../../src/retrieval/passage.ts'
import { DEPOT, FERRY, GUIDE_2023, GUIDE_2025, investigateOver, makeLibrary, outline, VIEWER } from './library.ts'

const SOURCES = [GUIDE_2023, GUIDE_2025, FERRY, DEPOT]

describe('investigating without a model', () => {
  it('searches the whole and each side, and has both sides among the first passages', async () => {
    const { steps, passages, stopped } = await investigateOver(
      makeLibrary(SOURCES),
      '码头指南2023版和2025版对风险备用金的规定有什么不同?',
    )
    expect(outline(steps)).toEqual([
      'search: 码头指南2023版和2025版对风险备用金的规定有什么不同?',
      'search: 码头指南2023版对风险备用金的规定',
      'search: 码头指南2025版对风险备用金的规定',
    ])
    expect(
      passages
        .slice(0, 2)
        .map(({ text }) => text)
        .sort(),
    ).toEqual([GUIDE_2023, GUIDE_2025].map(({ text }) => text.split('\n')[0]).sort())
    expect(stopped).toBeUndefined()
  })

  it('tells every step as it happens: what was looked for, what was found, how long it took', async () => {
    let time = 0
    const { steps, told, passages } = await investigateOver(
      makeLibrary(SOURCES),
      '渡口项目和车库项目的验收分别卡在哪里?',
      {
        now: () => (time += 7),
      },
    )
    expect(told).toEqual(steps)
    expect(told.map(({ n }) => n)).toEqual([1, 2, 3, 4])
    expect(told[1]?.found[0]).toEqual({ documentId: 'document-3', title: '渡口项目复盘', chunkId: 'chunk-3-0' })
    expect(told.every(({ tookMs }) => tookMs === 7)).toBe(true)
    expect(told.at(-1)).toMatchObject({ kind: 'conclude', found: { length: passages.length } })
  })

  it('reads beside the best passage where the value asked for is not in it', async () => {
    const gates = { title: '闸机说明', text: '票务闸机的电源验收以后多久稳定，见下。\n\n换了双路，26 天以后。' }
    const library = makeLibrary([gates])
    const first = library.passages.slice(0, 1)
    const retrieve: Retrieve = async () => ({ passages: first, degraded: [] })
    const { steps, passages } = await investigateOver(library, '闸机电源用了多少天才稳定?', { retrieve })
    expect(outline(steps)).toEqual(['search: 闸机电源用了多少天才稳定?', 'read: 闸机说明'])
    expect(passages.map(({ text }) => text)).toEqual([gates.text])
  })

  it('reads nothing where the value is found', async () => {
    const { steps } = await investigateOver(makeLibrary([FERRY]), '渡口的电源换成双路花了多少天?')
    expect(steps.map(({ kind }) => kind)).toEqual(['search', 'conclude'])
  })

  it('looks into many documents for a question that asks which', async () => {
    const long = {
      title: '大项目',
      text: Array.from({ length: 30 }, (_, at) => `大项目的闸机验收推迟第${at}次。`).join('\n\n'),
    }
    const small = { title: '小事', text: '闸机晚了。' }
    const { passages } = await investigateOver(makeLibrary([long, small]), '哪些项目的闸机验收推迟?')
    expect(passages.length).toBeLessThanOrEqual(24)
    expect(passages.slice(0, 4).map(({ title }) => title)).toContain('小事')
  })

  it('asks every search with the access and the filters of the asker', async () => {
    const library = makeLibrary(SOURCES)
    const filters = { kinds: ['retrospective'], documentIds: ['document-3'] }
    const { passages } = await investigateOver(library, '渡口项目和车库项目的验收分别卡在哪里?', { filters })
    expect(library.searches).toHaveLength(3)
    expect(library.searches.every(({ access, request }) => access === VIEWER && request.filters === filters)).toBe(true)
    expect(new Set(passages.map(({ documentId }) => documentId))).toEqual(new Set(['document-3']))
  })

  it('stops at its number of searches and says so', async () => {
    const { steps, stopped } = await investigateOver(
      makeLibrary(SOURCES),
      '甲一、甲二、甲三、甲四、甲五、甲六和甲七的验收分别卡在哪里?',
    )
    expect(steps.filter(({ kind }) => kind === 'search')).toHaveLength(6)
    expect(stopped).toBe('steps')
    expect(steps.at(-1)?.about).toContain('步数已用完')
  })

  it('gives what it has when its time is up, though a search never ends', async () => {
    const library = makeLibrary(SOURCES)
    let searches = 0
    const retrieve: Retrieve = (...asked) => (searches++ === 0 ? library.retrieve(...asked) : new Promise(() => {}))
    const { stopped, passages, told } = await investigateOver(library, '渡口项目和车库项目的验收分别卡在哪里?', {
      retrieve,
      limits: { totalMs: 60 },
    })
    expect(stopped).toBe('time')
    expect(passages.length).toBeGreaterThan(0)
    expect(told.map(({ kind }) => kind)).toEqual(['search', 'conclude'])
  })

  it("ends at once with the signal's reason, and tells no step after it", async () => {
    const controller = new AbortController()
    const library = makeLibrary(SOURCES)
    const retrieve: Retrieve = async (...asked) => {
      const found = await library.retrieve(...asked)
      if (library.searches.length === 2) controller.abort(new Error('the reader left'))
      return found
    }
    const run = investigateOver(library, '渡口项目和车库项目的验收分别卡在哪里?', {
      retrieve,
      signal: controller.signal,
    })
    await expect(run).rejects.toThrow('the reader left')
    expect(library.searches).toHaveLength(2)
    await expect(investigateOver(library, '渡口?', { signal: controller.signal })).rejects.toThrow('the reader left')
    expect(library.searches).toHaveLength(2)
  })

  it('passes on what retrieval went without, and what it throws', async () => {
    const retrieve: Retrieve = async () => ({ passages: [], degraded: ['embedding'] })
    const found = await investigateOver(makeLibrary([]), 'Compare Ferry Dock and Depot Hall', { retrieve })
    expect(found).toMatchObject({ passages: [], degraded: ['embedding'] })
    expect(found.steps.at(-1)?.about).toMatch(/^Answering/)
    const failing: Retrieve = async () => {
      throw new Error('no engine')
    }
    await expect(investigateOver(makeLibrary([]), '渡口?', { retrieve: failing })).rejects.toThrow('no engine')
  })

  it('gives the same twice', async () => {
    const question = '渡口项目和车库项目的验收分别卡在哪里?'
    const [one, other] = [makeLibrary(SOURCES), makeLibrary(SOURCES)]
    const now = () => 0
    expect(await investigateOver(one, question, { now })).toEqual(await investigateOver(other, question, { now }))
  })
})
