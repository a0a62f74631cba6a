import { describe, expect, it } from 'vitest'
import type { Citation } from '../../src/answering/answer.ts'
import { findConflicts } from '../../src/answering/conflicts.ts'

const cite = (n: number, quote: string, documentId = `document-${n}`): Citation => ({
  n,
  chunkId: `chunk-${n}`,
  documentId,
  versionId: `version-${n}`,
  title: '',
  quote,
  span: { start: 0, end: quote.length },
})

describe('findConflicts', () => {
  it('finds two documents that give different numbers for the same words', () => {
    const quotes = [cite(1, '故障首次响应时间为 15 分钟'), cite(2, '对外承诺的故障首次响应时间为三十分钟')]
    expect(findConflicts(quotes)).toEqual([
      { about: '故障首次响应时间为', citations: [1, 2], values: ['15 分钟', '三十分钟'] },
    ])
  })

  it.each([
    ['the same number', '故障首次响应时间为 15 分钟', '故障首次响应时间为十五分钟'],
    ['another unit', '故障首次响应时间为 15 分钟', '故障首次响应时间为 2 小时'],
    ['other words', '项目合同额 2,860 万元', '项目合同额 1,340 万元'],
    ['words of another clause', '故障首次响应时间很重要，共有 15 人', '故障首次响应时间很重要，共有 20 人'],
  ])('says nothing about %s', (_, a, b) => {
    expect(findConflicts([cite(1, a), cite(2, b)])).toEqual([])
  })

  it('says nothing about two numbers of one document', () => {
    expect(
      findConflicts([cite(1, '故障首次响应时间为 15 分钟', 'd'), cite(2, '故障首次响应时间为 30 分钟', 'd')]),
    ).toEqual([])
  })
})
