import { SingleBar } from 'cli-progress'
import { formatDuration } from './duration.ts'
import { followPace, type Pace } from './pace.ts'
import { safeLine } from './safe-text.ts'
import type { Terminal } from './terminal.ts'
import { truncateText } from './width.ts'

const BAR_COLUMNS = 20
const LEAST_DETAIL_COLUMNS = 10
const COLUMNS_BEFORE_DETAIL = 72
const PLAIN_LINE_EVERY_MS = 5_000

export type ProgressState = {
  done: number
  /** 0 while it is not known yet. */
  total: number
  /** How far the pieces under way have come together, in pieces; 0.5 is one half done. */
  underWay?: number
  /** Pieces that could not be done. */
  failed?: number
  /** What is being worked on. */
  detail: string
}

export type Progress = {
  update: (state: ProgressState) => void
  /** A line that stays, above what moves. */
  note: (line: string) => void
  stop: () => void
}

/** Shows how far a long piece of work is: a bar on a terminal, a line now and then elsewhere. Standard error only. */
export function openProgress(terminal: Terminal, unit: string): Progress {
  return terminal.errors.isTTY === true ? drawBar(terminal, unit) : writeLines(terminal, unit)
}

function formatRate(perSecond: number, unit: string): string {
  if (perSecond === 0) return ''
  if (perSecond < 1) return `${Math.max(0.1, perSecond * 60).toFixed(perSecond * 60 < 10 ? 1 : 0)} ${unit}/min`
  return `${perSecond.toFixed(perSecond < 10 ? 1 : 0)} ${unit}/s`
}

/** `12/80 files, 1 failed | 3.4 files/s | ETA 20.0 s`; what is not known yet is left out. */
export function describeProgress({ done, total, failed = 0 }: ProgressState, pace: Pace, unit: string): string {
  const count = `${done}/${total} ${unit}${failed > 0 ? `, ${failed} failed` : ''}`
  const left =
    pace.leftMs === undefined || pace.leftMs === 0 ? '' : `ETA ${formatDuration(Math.max(1_000, pace.leftMs))}`
  return [count, formatRate(pace.perSecond, unit), left].filter((part) => part !== '').join(' | ')
}

const workDone = ({ done, total, underWay = 0 }: ProgressState) => Math.min(total, done + underWay)

function drawBar(terminal: Terminal, unit: string): Progress {
  const bar = new SingleBar({
    stream: terminal.errors,
    format: '{bar} {said} | {detail}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: BAR_COLUMNS,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
    emptyOnZero: true,
  })
  const paceOf = followPace(Date.now)
  const room = Math.max(LEAST_DETAIL_COLUMNS, terminal.errors.columns - COLUMNS_BEFORE_DETAIL)
  bar.start(0, 0, { said: `0/0 ${unit}`, detail: '' })
  return {
    update: (state) => {
      const value = workDone(state)
      bar.setTotal(state.total)
      const said = describeProgress(state, paceOf(value, state.total), unit)
      bar.update(value, { said, detail: truncateText(safeLine(state.detail), room) })
    },
    note: (line) => {
      bar.stop()
      terminal.note(safeLine(line))
      bar.start(0, 0, { said: `0/0 ${unit}`, detail: '' })
    },
    stop: () => bar.stop(),
  }
}

function writeLines(terminal: Terminal, unit: string): Progress {
  const paceOf = followPace(Date.now)
  let lastFacts = ''
  let writtenAt = Date.now()
  return {
    update: (state) => {
      const pace = paceOf(workDone(state), state.total)
      const detail = safeLine(state.detail)
      const facts = [state.done, state.total, detail].join()
      if (state.total === 0 && detail === '') return
      if (facts === lastFacts || Date.now() - writtenAt < PLAIN_LINE_EVERY_MS) return
      lastFacts = facts
      writtenAt = Date.now()
      const said = state.total === 0 ? [] : [describeProgress(state, pace, unit)]
      terminal.note([...said, ...(detail === '' ? [] : [detail])].join(' | '))
    },
    note: (line) => terminal.note(safeLine(line)),
    stop: () => {},
  }
}
