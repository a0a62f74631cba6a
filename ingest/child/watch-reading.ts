import { AppError } from '../../src/errors.ts'
import { groupMemory } from './process-group.ts'

export type ReadingLimits = {
  /** How long a reading may take that says nothing; each page that it reports begins this anew. */
  timeoutMs: number
  /** How long it may take in all. */
  longestMs: number
  /** Memory of the process that reads and of every program that it started. */
  maxGroupBytes: number
}

export type ReadingWatch = { pageDone: () => void; stop: () => void }

const LOOK_EVERY_MS = 500
const ADVICE = 'it may be damaged or too complex; save it anew or split it'

/** Holds the reading of a file against its limits. `end` is called once at most, with what to say. */
export function watchReading(
  name: string,
  leader: number,
  limits: ReadingLimits,
  end: (reason: AppError) => void,
): ReadingWatch {
  const overdueAt = Date.now() + limits.longestMs
  let timer = startTimer()
  const memory = setInterval(async () => {
    if ((await groupMemory(leader)) > limits.maxGroupBytes) stopWith(tooMuchMemory(name, limits.maxGroupBytes))
  }, LOOK_EVERY_MS)
  let isOver = false

  function startTimer(): NodeJS.Timeout {
    const left = Math.max(0, overdueAt - Date.now())
    if (left < limits.timeoutMs) return setTimeout(() => stopWith(timeoutError(name, limits.longestMs)), left)
    return setTimeout(() => stopWith(timeoutError(name, limits.timeoutMs)), limits.timeoutMs)
  }

  function stop(): void {
    isOver = true
    clearTimeout(timer)
    clearInterval(memory)
  }

  function stopWith(reason: AppError): void {
    if (isOver) return
    stop()
    end(reason)
  }

  return {
    pageDone: () => {
      if (isOver) return
      clearTimeout(timer)
      timer = startTimer()
    },
    stop,
  }
}

/** For a process that ended by itself while it read the file. */
export function crashError(name: string, how: string): AppError {
  return new AppError('read_crashed', `${name} ended the program that was reading it (${how}): ${ADVICE}.`)
}

function tooMuchMemory(name: string, bytes: number): AppError {
  const gigabytes = Math.round((bytes / 2 ** 30) * 10) / 10
  return new AppError('read_crashed', `${name} took more than ${gigabytes} GB of memory to be read: ${ADVICE}.`)
}

function timeoutError(name: string, milliseconds: number): AppError {
  return new AppError('read_timeout', `${name} was not read within ${Math.round(milliseconds / 1_000)} s: ${ADVICE}.`)
}
