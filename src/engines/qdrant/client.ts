import { QdrantClient } from '@qdrant/js-client-rest'

/** Where a Qdrant listens. `apiKey` goes into a header and never into a message. */
export type QdrantAddress = { url: string; apiKey: string | undefined }

const DEFAULT_PORT = 6333

/**
 * The port that an address names. The client takes 6333 for an address without a port, and for one whose port is the
 * scheme's own, because the URL standard drops that: `https://host:443` has to be read from its text.
 */
function portOf(url: string, parsed: URL): number {
  if (parsed.port !== '') return Number(parsed.port)
  const [, written] = /^[a-z]+:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(url) ?? []
  return written === undefined ? DEFAULT_PORT : Number(written)
}

/** Scheme, host and port alone: an address may carry a password, which no message shows. */
export function shownAddress({ url }: QdrantAddress): string {
  const parsed = new URL(url)
  return `${parsed.protocol}//${parsed.hostname}:${portOf(url, parsed)}`
}

/**
 * A client of one Qdrant.
 * @param timeoutMs how long a call may take; the server goes on with a write that was given up here.
 */
export function openQdrantClient(address: QdrantAddress, timeoutMs: number): QdrantClient {
  const parsed = new URL(address.url)
  const prefix = parsed.pathname.replace(/\/+$/, '')
  return new QdrantClient({
    url: `${parsed.protocol}//${parsed.hostname}`,
    port: portOf(address.url, parsed),
    ...(prefix === '' ? {} : { prefix }),
    // In a header of its own: given as `apiKey`, the client writes a warning to the console for every http address.
    ...(address.apiKey === undefined ? {} : { headers: { 'api-key': address.apiKey } }),
    timeout: timeoutMs,
    checkCompatibility: false,
  })
}
