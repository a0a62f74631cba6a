import { PassThrough } from 'node:stream'
import type { WriteStream } from 'node:tty'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { formatDuration } from '../../src/terminal/duration.ts'
import { followPace } from '../../src/terminal/pace.ts'
import { describeProgress, openProgress } from '../../src/terminal/progress.ts'
import { safeLine, safeText } from '../../src/terminal/safe-text.ts'
import { formatTable } from '../../src/terminal/table.ts'
import { openTerminal } from '../../src/terminal/terminal.ts'
import { displayWidth } from '../../src/terminal/width.ts'

afterEach(() => {
  vi.useRealTimers()
})

const ESCAPE = '\u001b'

function recordedTerminal(tty: { isTTY?: true; columns?: number } = {}) {
  const out = Object.assign(new PassThrough(), tty) as unknown as WriteStream
  const errors = Object.assign(new PassThrough(), tty) as unknown as WriteStream
  const read = (stream: WriteStream) => String((stream as unknown as PassThrough).read() ?? '')
  const terminal = openTerminal({ out, errors, isColourRefused: false })
  return { terminal, readOut: () => read(out), readErrors: () => read(errors) }
}

it('writes no control sequence to what is not a terminal', () => {
  const { terminal, readOut, readErrors } = recordedTerminal()
  terminal.print(terminal.bold('heading') + terminal.dim('path'))
  const progress = openProgress(terminal, 'files')
  progress.update({ done: 1, total: 2, detail: 'reading a.md' })
  progress.stop()
  expect(readOut()).toBe('headingpath\n')
  expect(readErrors()).not.toContain(ESCAPE)
})

it('emphasises on a terminal', () => {
  const { terminal } = recordedTerminal({ isTTY: true, columns: 80 })
  expect(terminal.bold('x')).toContain(ESCAPE)
})

it('tells elsewhere how far it is now and then, not with every step', () => {
  vi.useFakeTimers()
  const { terminal, readErrors } = recordedTerminal()
  const progress = openProgress(terminal, 'files')
  for (let done = 1; done <= 100; done++) {
    vi.advanceTimersByTime(100)
    progress.update({ done, total: 100, detail: 'reading a.md' })
  }
  expect(readErrors().trim().split('\n')).toEqual([
    '50/100 files | 10 files/s | ETA 5.0 s | reading a.md',
    '100/100 files | 10 files/s | reading a.md',
  ])
})

it('draws a bar with counts, pace, time left and the current file on a terminal', () => {
  vi.useFakeTimers()
  const { terminal, readErrors } = recordedTerminal({ isTTY: true, columns: 140 })
  const progress = openProgress(terminal, 'files')
  progress.update({ done: 0, total: 9, detail: 'planning' })
  vi.advanceTimersByTime(3_000)
  progress.update({ done: 3, total: 9, failed: 1, detail: 'reading 复盘.md (page 2 of 7)' })
  vi.advanceTimersByTime(300)
  const drawn = readErrors()
  progress.stop()
  expect(drawn).toContain('3/9 files, 1 failed | 1.0 files/s | ETA 6.0 s | reading 复盘.md (page 2 of 7)')
})

it('takes escape sequences out of what documents say', () => {
  expect(safeText(`${ESCAPE}[2Jgone\u0007\r\nnext\tcell\u202e`)).toBe('[2Jgone\nnext  cell')
  expect(safeLine('two\n lines')).toBe('two lines')
})

it('keeps a table within the width, its Chinese columns in line', () => {
  const rows = [
    ['复盘/临渊港口一期复盘与后续安排.docx', 'file_broken', '这个文件打不开，请重新保存后再导入，或者换一种格式。'],
    ['a.md', 'file_empty', 'a.md is empty.'],
  ]
  const lines = formatTable(['file', 'code', 'what to do'], rows, 60).split('\n')
  expect(new Set(lines.map(displayWidth)).size).toBe(1)
  expect(displayWidth(lines[0] ?? '')).toBeLessThanOrEqual(60)
  expect(lines.join('')).not.toContain(ESCAPE)
})

it.each([
  [85, '85 ms'],
  [3_210, '3.2 s'],
  [59_970, '1 min 00 s'],
  [125_000, '2 min 05 s'],
  [4_800_000, '1 h 20 min'],
])('says %i ms as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text)
})

describe('the pace', () => {
  const walk = (steps: readonly [at: number, done: number][], total = 1_000) => {
    let now = 0
    const paceOf = followPace(() => now)
    return steps
      .map(([at, done]) => {
        now = at
        return paceOf(done, total)
      })
      .at(-1)
  }

  it('is not known before something is done', () => {
    expect(walk([[0, 0]])).toEqual({ perSecond: 0, leftMs: undefined })
    expect(
      walk([
        [0, 0],
        [9_000, 0],
      ]),
    ).toEqual({ perSecond: 0, leftMs: undefined })
  })

  it('is that of the last while: a slow start is forgotten', () => {
    const slow = Array.from({ length: 60 }, (_, second): [number, number] => [second * 1_000, second])
    const fast = Array.from({ length: 40 }, (_, n): [number, number] => [60_000 + n * 1_000, 60 + n * 10])
    const pace = walk([...slow, ...fast])
    expect(pace?.perSecond).toBeCloseTo(10, 0)
    expect(pace?.leftMs).toBeCloseTo((1_000 - 450) * 100, -3)
  })

  it('falls while nothing is done, rather than being lost', () => {
    const stalled = walk([
      [0, 0],
      [1_000, 10],
      [2_000, 20],
      [60_000, 20],
      [120_000, 20],
    ])
    expect(stalled?.perSecond).toBeGreaterThan(0)
    expect(stalled?.perSecond).toBeLessThan(0.2)
  })

  it('begins anew where the work does', () => {
    expect(
      walk([
        [0, 0],
        [1_000, 500],
        [2_000, 0],
        [3_000, 7],
      ])?.perSecond,
    ).toBe(7)
  })

  it('is told by the minute where it is slow', () => {
    const said = describeProgress({ done: 1, total: 4, detail: '' }, { perSecond: 0.2, leftMs: 15_000 }, 'files')
    expect(said).toBe('1/4 files | 12 files/min | ETA 15.0 s')
  })
})

it('keeps what is told once above what moves', () => {
  const { terminal, readErrors } = recordedTerminal({ isTTY: true, columns: 140 })
  const progress = openProgress(terminal, 'files')
  progress.note(`About 12 chunks${ESCAPE}[2J`)
  progress.stop()
  expect(readErrors()).toContain('About 12 chunks[2J\n')
})
