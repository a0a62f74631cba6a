import { PassThrough } from 'node:stream'
import type { WriteStream } from 'node:tty'
import { expect, it } from 'vitest'
import { formatEvidence } from '../../src/commands/format-answer.ts'
import { formatBytes } from '../../src/commands/format-bytes.ts'
import { formatHits, formatPlace } from '../../src/commands/format-hits.ts'
import { formatOutcome, formatPlan, toJson } from '../../src/commands/format-sync.ts'
import type { SyncResult } from '../../src/db/schema/jobs.ts'
import { toWireAnswer } from '../../src/http/wire/answer.ts'
import { toHits } from '../../src/http/wire/hit.ts'
import { openTerminal } from '../../src/terminal/terminal.ts'
import { displayWidth } from '../../src/terminal/width.ts'
import { makeAnswer, makePassage } from '../helpers/services.ts'

const stream = () => new PassThrough() as unknown as WriteStream
const terminal = openTerminal({ out: stream(), errors: stream(), isColourRefused: true })

const RESULT: SyncResult = {
  added: 2,
  updated: 1,
  unchanged: 7,
  removed: 0,
  moved: 0,
  failed: [],
  skipped: [],
  chunks: 31,
}

it('says where a passage stands without repeating the title', () => {
  const place = { title: '一期复盘', headings: ['一期复盘', '二、过程'], speaker: '简主任', page: 3 }
  expect(formatPlace(place)).toBe('一期复盘 › 二、过程 › 简主任, p. 3')
})

it('shows hits numbered with place, words and file, each line within the width', () => {
  const text = '第二轮跟着一辆集卡走一遍，从预约、进闸、堆场到出闸。'.repeat(30)
  const [first, second, ...rest] = formatHits(
    toHits([makePassage({ text, title: '港口复盘' }), makePassage()]),
    terminal,
  ).split('\n\n')
  expect(first?.startsWith('1. 港口复盘 › Handover')).toBe(true)
  expect(second).toBe('2. Handover guide › Handover\n   The handover needs a signed list.\n   guides/handover.md')
  expect(rest).toEqual([])
  expect(Math.max(...(first ?? '').split('\n').map(displayWidth))).toBeLessThanOrEqual(terminal.width)
  expect(first?.split('\n').length).toBeLessThanOrEqual(10)
})

it('lists the sources of an answer by their marks', () => {
  const { chunkId, documentId, versionId, title, span, text } = makePassage()
  const citation = { n: 1, chunkId, documentId, versionId, title, quote: text, span, page: 4 }
  const evidence = formatEvidence(
    toWireAnswer(makeAnswer({ text: 'A signed list [1].', citations: [citation] })),
    terminal,
  )
  expect(evidence).toBe('Sources\n[1] Handover guide, p. 4\n    The handover needs a signed list.')
})

it('shows the nearest passages of a refusal, and none of an answer', () => {
  const nearest = [makePassage()]
  const refused = formatEvidence(toWireAnswer(makeAnswer({ status: 'refused', nearest })), terminal)
  expect(refused).toContain('Nearest passages\n1. Handover guide › Handover')
  expect(formatEvidence(toWireAnswer(makeAnswer({ nearest })), terminal)).toBe('')
})

it('says what disagrees, what is out of date, what is not supported, whom to ask and what was missing', () => {
  const { chunkId, documentId, versionId, title, span, text } = makePassage()
  const citations = [1, 2].map((n) => ({ n, chunkId, documentId, versionId, title, quote: text, span, page: n }))
  const answer = makeAnswer({
    citations,
    sentences: [{ text: '另加\u001b[31m一句', citations: [], support: 'unsupported' }],
    conflicts: [{ about: 'the date', citations: [1, 2], values: ['3 May', '5 May'] }],
    stale: [{ citation: 1, newer: { documentId: 'd', title: '二期指南', date: '2025-05-01' } }],
    mightKnow: [{ name: '简主任', documentId: 'd', title: '一期复盘' }],
    gapId: 'g-7',
    degraded: ['chat'],
  })
  const cautions = formatEvidence(toWireAnswer(answer), terminal).split('\n\n').at(-1)
  expect(cautions?.split('\n')).toEqual([
    'Sources disagree about the date:',
    '  [1] 3 May (Handover guide, p. 1)',
    '  [2] 5 May (Handover guide, p. 2)',
    '[1] is out of date: “二期指南” of 2025-05-01 is newer.',
    '1 of 1 sentences are not supported by a source:',
    '  另加[31m一句',
    'Who might know: 简主任 (一期复盘).',
    'Noted as a knowledge gap: g-7.',
    'Made without: chat.',
  ])
})

it('ends an ingest with one line that counts', () => {
  const summary = '2 added, 1 updated, 7 unchanged, 0 removed, 0 failed; 31 chunks; 1.5 s'
  expect(formatOutcome(RESULT, 1_500, 100)).toBe(summary)
})

it('names each failed file with its code and what to do, and counts what it skipped', () => {
  const failed = [{ path: '坏/a.docx', code: 'file_broken', message: 'a.docx cannot be opened: save it again.' }]
  const skipped = ['a.exe', 'b.exe', 'c.exe', 'd.exe']
  const text = formatOutcome({ ...RESULT, failed, skipped }, 10, 100)
  expect(text).toMatch(/坏\/a\.docx +│ file_broken +│ a\.docx cannot be opened: save it again\./)
  expect(text).toContain('Skipped 4, of no known format: a.exe, b.exe, c.exe, and 1 more')
  expect(text.split('\n').at(-1)).toContain('1 failed')
})

it('names what reading noted of a few files, and where to see the others', () => {
  const warned = Array.from({ length: 7 }, (_, n) => ({
    path: `扫描${n}.pdf`,
    warnings: ['Pages without text: 3.', 'x'],
  }))
  const lines = formatOutcome(RESULT, 10, 100, warned).split('\n')
  expect(lines[0]).toBe('7 files were read with notes:')
  expect(lines[1]).toBe('  扫描0.pdf: Pages without text: 3. x')
  expect(lines.slice(6)).toEqual([
    '  The others: in the library page, under State, "With notes".',
    expect.stringMatching(/^2 added/),
  ])
  expect(toJson(RESULT, 10, warned)).toMatchObject({ warnings: warned, added: 2 })
})

it('tells in a dry run which files moved, and what the rest would cost', () => {
  const estimate = { files: 2, bytes: 1_500_000, chunks: 1_200, embeddingCalls: 19, embeddingTokens: 310_000 }
  const plan: SyncResult['plan'] = [{ path: '新/a.md', action: 'move', from: '旧/a.md' }]
  const result = { ...RESULT, plan, estimate }
  expect(formatPlan(result, 100).split('\n')).toEqual([
    '> 旧/a.md -> 新/a.md',
    'About 1,200 chunks from 2 files (1.5 MB), in 19 calls of the embedding service (310,000 tokens).',
    'Nothing was changed. It would be: 0 added, 0 updated, 1 moved, 0 unchanged, 0 removed, 0 failed',
  ])
})

it('counts in a dry run what would be done', () => {
  const nothing = { ...RESULT, added: 0, updated: 0, unchanged: 0, chunks: 0 }
  const plan: SyncResult['plan'] = [
    { path: 'new.md', action: 'add' },
    { path: 'changed.md', action: 'replace' },
    { path: 'same.md', action: 'keep' },
    { path: 'gone.md', action: 'remove' },
  ]
  expect(toJson({ ...nothing, plan }, 5)).toMatchObject({ added: 1, updated: 1, unchanged: 1, removed: 1, tookMs: 5 })
  expect(formatPlan({ ...nothing, plan }, 100).split('\n')).toEqual([
    '+ new.md',
    '~ changed.md',
    '- gone.md',
    'Nothing was changed. It would be: 1 added, 1 updated, 1 unchanged, 1 removed, 0 failed',
  ])
})

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [3_400_000, '3.4 MB'],
])('says %i bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})
