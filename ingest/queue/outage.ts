import { type AppError, toAppError } from '../../src/errors.ts'

const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000
/** A command does not wait for ever: after so many vain attempts it says what it could not do. */
const ATTEMPTS_OF_A_COMMAND = 2

/**
 * How the queue behaves while the embedding service does not answer: it pauses, longer each time, and then tries one
 * job. A service waits as long as it takes; a command that only works the queue off gives up.
 */
export type Outage = {
  /** How many jobs may begin now, of those there is room for. */
  admit: (room: number, running: number) => number
  /** @returns whether the job is to wait for a later attempt. */
  noteFailure: (thrown: unknown) => boolean
  noteSuccess: () => void
  /** What every further job fails with. */
  surrender: () => AppError | undefined
}

export function watchOutage(options: { isDraining: boolean; now: () => number }): Outage {
  let attempts = 0
  let until = 0
  let surrendered: AppError | undefined
  return {
    admit: (room, running) => {
      if (attempts === 0 || surrendered) return room
      return options.now() < until || running > 0 ? 0 : Math.min(room, 1)
    },
    noteFailure: (thrown) => {
      const error = toAppError(thrown)
      if (error.code !== 'embedding_unavailable' || surrendered) return false
      const now = options.now()
      if (now < until) return true
      attempts += 1
      until = now + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1))
      if (options.isDraining && attempts >= ATTEMPTS_OF_A_COMMAND) surrendered = error
      return surrendered === undefined
    },
    noteSuccess: () => {
      if (options.now() >= until) attempts = 0
    },
    surrender: () => surrendered,
  }
}
