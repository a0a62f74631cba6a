export type ServerEvent = { event: string; data: unknown }

/** The connection ended, or fell silent, before what it carried was complete. */
export class DroppedError extends Error {
  readonly stalled: boolean

  constructor(stalled: boolean) {
    super(stalled ? 'the connection fell silent' : 'the connection ended early')
    this.name = 'DroppedError'
    this.stalled = stalled
  }
}

/** The service sends at least a comment every 15 seconds; three missed ones mean that nobody is there. */
const SILENCE_MS = 45_000

function parseBlock(block: string): ServerEvent | undefined {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) event = line.slice(7)
    if (line.startsWith('data: ')) data.push(line.slice(6))
  }
  return data.length === 0 ? undefined : { event, data: JSON.parse(data.join('\n')) }
}

function withSilenceLimit<T>(reading: Promise<T>, silenceMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DroppedError(true)), silenceMs)
    reading.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/**
 * Server-sent events of a response body as they come; comments are left out but count as signs of life.
 * @throws DroppedError when nothing comes for `silenceMs` milliseconds or the connection breaks; the abort reason
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array> | null,
  options: { signal?: AbortSignal | undefined; silenceMs?: number } = {},
): AsyncGenerator<ServerEvent> {
  if (!body) return
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader()
  let held = ''
  try {
    for (;;) {
      const { done, value } = await withSilenceLimit(reader.read(), options.silenceMs ?? SILENCE_MS)
      if (done) return
      held += value
      for (let end = held.indexOf('\n\n'); end >= 0; end = held.indexOf('\n\n')) {
        const found = parseBlock(held.slice(0, end))
        held = held.slice(end + 2)
        if (found) yield found
      }
    }
  } catch (error) {
    options.signal?.throwIfAborted()
    throw error instanceof DroppedError ? error : new DroppedError(false)
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
