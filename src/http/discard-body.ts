const MOST_BYTES = 16 * 1024 * 1024
const LONGEST_MS = 500

/** Reads on to the end, or until `most` bytes have gone by; a source that fails is at its end. */
export async function readAway(source: AsyncIterable<Uint8Array>, most: number): Promise<void> {
  let bytes = 0
  try {
    for await (const part of source) {
      bytes += part.byteLength
      if (bytes > most) return
    }
  } catch {
    // Nobody is left to send the rest.
  }
}

/** Takes in what is left of a body, within limits: unread, it would keep the connection from its next request. */
export async function discardBody({ body }: Request): Promise<void> {
  if (!body || body.locked) return
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LONGEST_MS)
  })
  await Promise.race([readAway(body as unknown as AsyncIterable<Uint8Array>, MOST_BYTES), limit])
  clearTimeout(timer)
}
