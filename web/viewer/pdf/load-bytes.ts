import { ServiceError, toServiceError } from '../../api/service-error.ts'

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
}

/**
 * The bytes at an address; `onShare` is told which share of them has come, where their number is known.
 * @throws ServiceError when the service refuses, TypeError when it cannot be reached.
 */
export async function loadBytes(
  url: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw toServiceError(await response.json().catch(() => undefined), response.status)
  const total = Number(response.headers.get('content-length') ?? 0)
  const chunks: Uint8Array[] = []
  let loaded = 0
  for await (const chunk of response.body ? chunksOf(response.body) : []) {
    chunks.push(chunk)
    loaded += chunk.byteLength
    if (total > 0) onShare(Math.min(1, loaded / total))
  }
  const bytes = new Uint8Array(loaded)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

export function isGone(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 404
}
