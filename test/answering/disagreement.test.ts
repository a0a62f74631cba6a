import { describe, expect, it } from 'vitest'
import { listCandidates, sourcePassages } from '../../src/answering/candidates.ts'
import { findStale } from '../../src/answering/disagreement/editions.ts'
import { findConflicts } from '../../src/answering/disagreement/find-conflicts.ts'
import { showConflict } from '../../src/answering/disagreement/show-conflict.ts'
import { extractAnswer, toCitation } from '../../src/answering/extract.ts'
import { readQuestion } from '../../src/answering/read-question.ts'
import { makePassages, type Source } from './sources.ts'

function lookAt(sources: readonly Source[], question: string) {
  const { passages, texts } = makePassages(sources)
  const candidates = listCandidates(sourcePassages(passages, (versionId) => texts.get(versionId)))
  const read = readQuestion(question, undefined)
  const extraction = extractAnswer(candidates, { ...read, isList: false })
  return { passages, candidates, read, extraction, citations: extraction?.citations ?? [] }
}

const DESK: Source = {
  title: '服务台口径',
  date: '2026-03-12',
  speaker: '冉大勇',
  text: '冉大勇：故障首次响应时间为 15 分钟。',
}
const GUIDE: Source = { title: '交付指南', date: '2025-06-01', text: '故障首次响应时间为三十分钟。' }
const COPY: Source = { title: '服务承诺书', date: '2025-09-01', text: '故障首次响应时间为 30 分钟。' }

describe('findConflicts', () => {
  it('cites the side that the answer left out', () => {
    const { candidates, read } = lookAt([DESK, GUIDE], '故障首次响应时间是多少分钟?')
    const [first] = candidates
    const { conflicts, added } = findConflicts(read, candidates, first ? [toCitation(1, first)] : [])
    expect(conflicts).toEqual([{ about: '故障首次响应时间为', citations: [1, 2], values: ['15 分钟', '三十分钟'] }])
    expect(added).toMatchObject([{ n: 2, title: '交付指南', quote: '故障首次响应时间为三十分钟。' }])
  })

  it.each([
    ['one value in two notations', GUIDE, COPY, '故障首次响应时间是多少分钟?'],
    ['another unit', DESK, { ...GUIDE, text: '故障首次响应时间为 2 天。' }, '故障首次响应时间是多少?'],
    [
      'plan and result',
      { ...DESK, text: '初验计划 2025 年 11 月 30 日。' },
      { ...GUIDE, text: '初验实际 2026 年 1 月 18 日。' },
      '初验是哪天?',
    ],
    ['two rounds', { ...DESK, text: '第一轮拒答率 31%。' }, { ...GUIDE, text: '第二轮拒答率 12%。' }, '拒答率是多少?'],
    [
      'a position in a row',
      { ...DESK, text: '试运行第 15 天预检。' },
      { ...GUIDE, text: '试运行 30 天。' },
      '试运行多少天?',
    ],
  ])('says nothing about %s', (_, a, b, question) => {
    const { candidates, read, citations } = lookAt([a, b], question)
    expect(findConflicts(read, candidates, citations)).toEqual({ conflicts: [], added: [] })
  })

  it('leaves editions to be told as stale', () => {
    const editions = [
      { ...GUIDE, title: '交付指南（2023 版）', date: '2023-03-01', text: '风险备用金按合同额的 5% 计提。' },
      { ...GUIDE, title: '交付指南（2025 版）', date: '2025-01-06', text: '风险备用金按合同额的 3% 计提。' },
    ]
    const { passages, candidates, read, extraction, citations } = lookAt(editions, '风险备用金按几个点提?')
    expect(findConflicts(read, candidates, citations).conflicts).toEqual([])
    expect(extraction?.sentences[0]?.text).toContain('3%')
    const old = candidates.find(({ quote }) => quote.includes('5%'))
    expect(findStale(old ? [toCitation(7, old)] : [], passages)).toEqual([
      { citation: 7, newer: { documentId: 'document-2', title: '交付指南（2025 版）', date: '2025-01-06' } },
    ])
  })
})

describe('findStale', () => {
  it.each([
    ['another subject', '变更规定（2025 版）'],
    ['a title without any edition', '交付指南'],
  ])('does not take %s for a newer edition', (_, title) => {
    const { passages, citations } = lookAt(
      [
        { ...GUIDE, title: '交付指南' },
        { ...DESK, title },
      ],
      '故障首次响应多久?',
    )
    expect(findStale(citations, passages)).toEqual([])
  })
})

describe('showConflict', () => {
  it('sets the sides beside each other, with document, date, speaker and mark', () => {
    const { candidates } = lookAt([DESK, GUIDE], '故障首次响应时间是多少分钟?')
    const citations = candidates.map((one, at) => ({ ...toCitation(at + 1, one), date: one.passage.date }))
    const conflict = { about: '首次响应时间', citations: [1, 2], values: ['15 分钟', '三十分钟'] }
    expect(showConflict('zh', conflict, citations)).toBe(
      '资料说法不一（首次响应时间）：15 分钟（《服务台口径》，2026-03-12，冉大勇）[1]；三十分钟（《交付指南》，2025-06-01）[2]。',
    )
    expect(showConflict('en', conflict, citations)).toMatch(/^The sources disagree .*\[1\]; .*\[2\]\.$/)
  })

  it('lets no mark or image of a document act', () => {
    const conflict = { about: '![x](http://evil.example/p.png)', citations: [], values: [] }
    expect(showConflict('zh', conflict, [])).not.toMatch(/!\[|\]\(/)
  })
})
