import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { AppEnv } from './env.ts'

const PING_MS = 15_000

export type EventStream = {
  /** Sends one event in order with the others; nameless where a reader should see it as a plain message. */
  send: (data: unknown, event?: string) => void
  /** Sends a nameless event whose data is no JSON. */
  sendText: (data: string) => void
  /** Aborted when the client leaves or the server stops. */
  signal: AbortSignal
}

/**
 * Answers with server-sent events for as long as `work` runs, and keeps the connection alive with
 * comments meanwhile. `work` handles its own failures.
 */
export function streamEvents(c: Context<AppEnv>, work: (events: EventStream) => Promise<void>): Response {
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    const gone = new AbortController()
    const closing = c.env?.closing
    const left = new Promise<void>((resolve) => gone.signal.addEventListener('abort', () => resolve(), { once: true }))
    const leave = () => gone.abort()
    closing?.addEventListener('abort', leave, { once: true })
    stream.onAbort(leave)
    if (closing?.aborted) leave()
    let writing = Promise.resolve()
    const queue = (write: () => Promise<unknown>) => {
      if (!gone.signal.aborted) writing = writing.then(write).then(() => undefined, leave)
    }
    const ping = setInterval(() => queue(() => stream.write(': ping\n\n')), PING_MS)
    try {
      await work({
        send: (data, event) =>
          queue(() => stream.writeSSE({ data: JSON.stringify(data), ...(event ? { event } : {}) })),
        sendText: (data) => queue(() => stream.writeSSE({ data })),
        signal: gone.signal,
      })
      await Promise.race([writing, left])
    } finally {
      clearInterval(ping)
      closing?.removeEventListener('abort', leave)
    }
  })
}
