import { SingleBar } from 'cli-progress'
import { formatDuration } from './duration.ts'
import { safeLine } from './safe-text.ts'
import type { Terminal } from './terminal.ts'
import { truncateText } from './width.ts'

const BAR_COLUMNS = 24
const LEAST_DETAIL_COLUMNS = 10
const COLUMNS_BEFORE_DETAIL = 58
const PLAIN_LINE_EVERY_MS = 5_000

export type ProgressState = {
  done: number
  /** 0 while it is not known yet. */
  total: number
  /** What is being worked on. */
  detail: string
}

export type Progress = { update: (state: ProgressState) => void; stop: () => void }

/** Shows how far a long piece of work is: a bar on a terminal, a line now and then elsewhere. Standard error only. */
export function openProgress(terminal: Terminal, unit: string): Progress {
  return terminal.errors.isTTY === true ? drawBar(terminal, unit) : writeLines(terminal, unit)
}

function drawBar(terminal: Terminal, unit: string): Progress {
  const bar = new SingleBar({
    stream: terminal.errors,
    format: `{bar} {value}/{total} ${unit} | {left} | {detail}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: BAR_COLUMNS,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
    emptyOnZero: true,
    etaBuffer: 30,
  })
  const startedAt = Date.now()
  const room = Math.max(LEAST_DETAIL_COLUMNS, terminal.errors.columns - COLUMNS_BEFORE_DETAIL)
  bar.start(0, 0, { left: 'ETA --', detail: '' })
  return {
    update: ({ done, total, detail }) => {
      bar.setTotal(total)
      const left = `ETA ${remaining(done, total, Date.now() - startedAt)}`
      bar.update(done, { left, detail: truncateText(safeLine(detail), room) })
    },
    stop: () => bar.stop(),
  }
}

function writeLines(terminal: Terminal, unit: string): Progress {
  let lastLine = ''
  let writtenAt = Date.now()
  return {
    update: ({ done, total, detail }) => {
      const line = `${done}/${total} ${unit}${detail === '' ? '' : ` | ${safeLine(detail)}`}`
      if (total === 0 || line === lastLine || Date.now() - writtenAt < PLAIN_LINE_EVERY_MS) return
      lastLine = line
      writtenAt = Date.now()
      terminal.note(line)
    },
    stop: () => {},
  }
}

/** Time left at the pace so far; `--` before the first piece is done. */
export function remaining(done: number, total: number, elapsedMs: number): string {
  if (done === 0 || total === 0) return '--'
  return formatDuration((elapsedMs / done) * Math.max(0, total - done))
}
