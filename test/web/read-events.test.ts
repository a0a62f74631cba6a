import { describe, expect, it } from 'vitest'
import { DroppedError, readEvents, type ServerEvent } from '../../web/api/read-events.ts'

type Feed = ReadableStreamDefaultController<Uint8Array>

function bodyOf(feed: (controller: Feed) => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({ start: feed })
}

async function collect(events: AsyncGenerator<ServerEvent>): Promise<ServerEvent[]> {
  const all: ServerEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

describe('server-sent events', () => {
  it('are whole however the bytes are cut, also inside a character', async () => {
    const bytes = new TextEncoder().encode(': ping\n\nevent: delta\ndata: {"text":"割接"}\n\ndata: 7\n\n')
    const body = bodyOf((controller) => {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
      controller.close()
    })
    expect(await collect(readEvents(body))).toEqual([
      { event: 'delta', data: { text: '割接' } },
      { event: 'message', data: 7 },
    ])
  })

  it('say that the connection fell silent', async () => {
    const body = bodyOf(() => undefined)
    const failure = await collect(readEvents(body, { silenceMs: 20 })).catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'DroppedError', stalled: true })
  })

  it('say that the connection broke', async () => {
    const body = bodyOf((controller) => controller.error(new TypeError('network error')))
    await expect(collect(readEvents(body))).rejects.toBeInstanceOf(DroppedError)
  })

  it('end with the reason of whoever stopped them', async () => {
    const stop = new AbortController()
    const body = bodyOf((controller) => {
      stop.signal.addEventListener('abort', () => controller.error(new TypeError('aborted')))
    })
    const reading = collect(readEvents(body, { signal: stop.signal }))
    stop.abort(new Error('enough'))
    await expect(reading).rejects.toThrow('enough')
  })
})
