import { okResponse } from './client.ts'
import { DroppedError, readEvents, type ServerEvent } from './read-events.ts'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000

type Follow = {
  open: (signal: AbortSignal) => Promise<Response>
  onEvent: (event: ServerEvent) => void
  /** Called with false when the connection is lost and with true when it stands again. */
  onConnection?: (isOpen: boolean) => void
  /** Whether that event was the last one there will be. */
  isLast: (event: ServerEvent) => boolean
  signal: AbortSignal
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true })
  })
}

/** Reads once; true when the last event came. */
async function followOnce({ open, onEvent, onConnection, isLast, signal }: Follow): Promise<boolean> {
  const response = await okResponse(open(signal))
  onConnection?.(true)
  for await (const event of readEvents(response.body, { signal })) {
    onEvent(event)
    if (isLast(event)) return true
  }
  return false
}

/**
 * Follows events of which each tells the whole state, connecting again after a break, later each time.
 * Ends with the last event or the signal. @throws ServiceError when the service refuses
 */
export async function followEvents(follow: Follow): Promise<void> {
  for (let wait = FIRST_PAUSE_MS; !follow.signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      if (await followOnce(follow)) return
    } catch (error) {
      if (follow.signal.aborted) return
      if (!(error instanceof DroppedError || error instanceof TypeError)) throw error
    }
    follow.onConnection?.(false)
    await pause(wait, follow.signal)
  }
}
