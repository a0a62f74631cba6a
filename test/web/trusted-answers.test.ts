import { describe, expect, it } from 'vitest'
import { checkSupport } from '../../src/answering/check-support.ts'
import { showConflict } from '../../src/answering/disagreement/show-conflict.ts'
import { en } from '../../web/language/en.ts'
import { zh } from '../../web/language/zh.ts'
import { cutAround } from '../../web/pages/ask/cut-around.ts'
import { groupFound } from '../../web/pages/ask/found-passages.ts'
import { groupValues } from '../../web/pages/ask/group-values.ts'
import { judgeDiff, tallyStates } from '../../web/pages/ask/judge-diff.ts'
import { sayNote } from '../../web/pages/ask/say-note.ts'
import { tellOnce } from '../../web/pages/ask/tell-once.ts'
import { makePassage } from '../helpers/services.ts'

describe('what a check noted of a sentence', () => {
  const passage = makePassage({ text: '口头变更必须在 24 小时内补变更单，由项目经理签字。', title: '变更管理' })
  const notesOf = (text: string) => checkSupport(text, [passage], [passage.text]).notes ?? []

  it.each([
    '口头变更必须在 72 小时内补变更单，由项目经理签字。',
    '口头变更不必在 24 小时内补变更单。',
    '食堂周三供应饺子，排队请走东门，周末停供。',
  ])('is said in the language of the reader: %s', (text) => {
    const notes = notesOf(text)
    expect(notes).not.toEqual([])
    for (const note of notes) {
      expect(sayNote(note, zh.answer)).not.toBe(note)
      expect(sayNote(note, zh.answer)).toMatch(/\p{Script=Han}/u)
      expect(sayNote(note, en.answer)).not.toBe('')
    }
  })

  it('names what it is about, and both sides where there are two', () => {
    expect(sayNote('not in the cited passages: 三万元', zh.answer)).toBe('引用的原文里没有“三万元”')
    expect(sayNote('exchanged: 林启山 / 尤佳慧', zh.answer)).toBe('写成了“林启山”，原文是“尤佳慧”')
  })

  it('stays as it is where nobody translated it', () => {
    expect(sayNote('seen by moonlight: yes', zh.answer)).toBe('seen by moonlight: yes')
    expect(sayNote('seen by moonlight', en.answer)).toBe('seen by moonlight')
  })
})

describe('a quote cut around a word', () => {
  const text = `${'前'.repeat(60)}48 小时${'后'.repeat(60)}`

  it('has the word in it, and says where it was cut', () => {
    const cut = cutAround(text, '48 小时', 40)
    expect(cut).toContain('48 小时')
    expect(cut).toMatch(/^….*…$/)
    expect(cut.length).toBeLessThanOrEqual(42)
  })

  it('begins at the beginning without the word, and is whole where there is room', () => {
    expect(cutAround(text, '', 20)).toBe(`${'前'.repeat(20)}…`)
    expect(cutAround(text, '99 天', 20)).toBe(`${'前'.repeat(20)}…`)
    expect(cutAround('48 小时', '48 小时', 40)).toBe('48 小时')
  })

  it('never ends inside a character', () => {
    const cut = cutAround('😀'.repeat(30), '', 7)
    expect(cut).toBe(`${'😀'.repeat(3)}…`)
  })
})

describe('the sides of a conflict', () => {
  it('are as many as there are values, each with every source that gives it', () => {
    const cite = (n: number) => ({
      ...{ n, chunkId: `c${n}`, documentId: 'd', versionId: 'v', title: '指南' },
      ...{ quote: '', span: { start: 0, end: 0 } },
    })
    const conflict = { about: '风险备用金', citations: [3, 4, 5, 9], values: ['5%', '3 %', '3%', '7%'] }
    const sides = groupValues(conflict, [cite(3), cite(4), cite(5)])
    expect(sides.map(({ value, citations }) => [value, citations.map(({ n }) => n)])).toEqual([
      ['5%', [3]],
      ['3 %', [4, 5]],
    ])
  })
})

describe('a conflict that stands in its bar', () => {
  const conflict = { about: '风险备用金', citations: [1, 2], values: ['5%', '3%'] }
  const cited = [1, 2].map((n) => ({
    ...{ n, chunkId: `c${n}`, documentId: 'd', versionId: 'v', title: '指南' },
    ...{ quote: '', span: { start: 0, end: 0 } },
  }))

  it.each(['zh', 'en'] as const)('is not told again in the text (%s)', (language) => {
    const text = `备用金按 3% 计提。[2]\n\n${showConflict(language, conflict, cited)}`
    expect(tellOnce(text, 1)).toBe('备用金按 3% 计提。[2]')
    expect(tellOnce(text, 0)).toBe(text)
  })

  it('takes nothing else out of the text', () => {
    const text = `资料说法不一（开头就是）。\n\n备用金按 3% 计提。[2]`
    expect(tellOnce(text, 2)).toBe(text)
    expect(tellOnce('资料说法不一（只有这一段）', 1)).toBe('资料说法不一（只有这一段）')
  })
})

describe('what a step found', () => {
  it('is shown a document at a time, each passage once', () => {
    const at = (documentId: string, chunkId: string) => ({ documentId, title: documentId.toUpperCase(), chunkId })
    expect(groupFound([at('a', '1'), at('b', '2'), at('a', '3'), at('a', '1')])).toEqual([
      { documentId: 'a', title: 'A', chunkIds: ['1', '3'] },
      { documentId: 'b', title: 'B', chunkIds: ['2'] },
    ])
  })
})

describe('an answer made again', () => {
  const kept = { text: '时限是 24 小时。', state: 'kept' as const }
  const diff = {
    snapshots: { before: 's1', after: 's2' },
    status: { before: 'answered' as const, after: 'answered' as const },
    sentences: [kept],
    citations: [{ title: '规定', quote: '24 小时', state: 'kept' as const }],
    passages: [{ title: '规定', chunkId: 'c', state: 'kept' as const, before: 1, after: 1 }],
    documents: [{ documentId: 'd', title: '规定', change: 'unchanged' as const }],
    settings: [],
  }

  it('is the same where words, places and documents are', () => {
    expect(judgeDiff(diff)).toBe('same')
  })

  it('rests on something else where only places or documents changed', () => {
    expect(judgeDiff({ ...diff, documents: [{ documentId: 'd', title: '规定', change: 'updated' }] })).toBe('sources')
    expect(
      judgeDiff({ ...diff, passages: [{ title: '规定', chunkId: 'c', state: 'moved', before: 1, after: 2 }] }),
    ).toBe('sources')
  })

  it('has changed with a sentence or the outcome', () => {
    expect(judgeDiff({ ...diff, sentences: [kept, { text: '新句。', state: 'new' }] })).toBe('changed')
    expect(judgeDiff({ ...diff, status: { before: 'answered', after: 'refused' } })).toBe('changed')
  })

  it('counts a moved passage as kept', () => {
    expect(tallyStates([{ state: 'moved' }, { state: 'gone' }, { state: 'new' }, { state: 'kept' }])).toEqual({
      kept: 2,
      gone: 1,
      added: 1,
    })
  })
})
