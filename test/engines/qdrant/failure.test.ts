import { describe, expect, it } from 'vitest'
import { openQdrantClient, shownAddress } from '../../../src/engines/qdrant/client.ts'
import { engineError, readFailure } from '../../../src/engines/qdrant/failure.ts'
import { FOR_A_QUESTION, FOR_A_WRITE, pauseAfter, withRetries } from '../../../src/engines/qdrant/retry.ts'
import type { FailureName } from '../../helpers/qdrant/failures.ts'
import { startQdrant } from '../../helpers/qdrant/server.ts'

const address = { url: 'https://user:secret@qdrant.example:443/base', apiKey: 'key-of-the-house' }

/** What the client throws when the stand-in fails in this way. */
async function thrownBy(name: FailureName): Promise<unknown> {
  const server = await startQdrant()
  try {
    server.failNext(1, name)
    await openQdrantClient({ url: server.url, apiKey: undefined }, 300).getCollections()
    return undefined
  } catch (error) {
    return error
  } finally {
    await server.close()
  }
}

describe('a failed call', () => {
  const soon: FailureName[] = ['timeout', 'rate_limited', 'internal', 'inconsistent', 'bad_gateway', 'unavailable']
  it.each<FailureName>([...soon, 'gateway_timeout', 'reset_before', 'stall_before'])(
    'is worth another attempt after %s',
    async (name) => {
      expect(readFailure(await thrownBy(name))).toMatchObject({ kind: 'outage', isWorthRetrying: true })
    },
  )

  it.each<FailureName>(['quota', 'too_costly'])('is an outage that does not pass soon after %s', async (name) => {
    expect(readFailure(await thrownBy(name))).toMatchObject({ kind: 'outage', isWorthRetrying: false })
  })

  it.each<FailureName>(['too_large', 'unauthorised', 'forbidden', 'read_only', 'not_found', 'accepted'])(
    'is a refusal after %s',
    async (name) => {
      expect(readFailure(await thrownBy(name))).toMatchObject({ kind: 'refusal', isWorthRetrying: false })
    },
  )

  it('is told in the words of the server', async () => {
    expect(readFailure(await thrownBy('internal')).text).toMatch(/^Service internal error: /)
    expect(readFailure(await thrownBy('unauthorised')).text).toBe('Invalid API key or JWT')
    expect(readFailure(await thrownBy('rate_limited')).waitMs).toBe(1_000)
  })

  it('becomes one line with the address and without a key or a password', async () => {
    const unavailable = engineError(await thrownBy('unavailable'), address)
    expect([unavailable.code, unavailable.status]).toEqual(['engine_unavailable', 503])
    const refused = engineError(await thrownBy('forbidden'), address)
    expect(refused.code).toBe('engine_misfit')
    expect(refused.message).toContain('set QDRANT_API_KEY')
    for (const { message } of [unavailable, refused]) {
      expect(message).toContain('https://qdrant.example:443')
      expect(message).not.toMatch(/secret|key-of-the-house|\n/)
    }
  })
})

describe('an address', () => {
  it.each([
    ['http://localhost', 'http://localhost:6333'],
    ['http://localhost:6400/', 'http://localhost:6400'],
    ['https://qdrant.example', 'https://qdrant.example:6333'],
    ['https://qdrant.example:443', 'https://qdrant.example:443'],
    ['http://qdrant.example:80/path', 'http://qdrant.example:80'],
    ['http://[::1]:6333', 'http://[::1]:6333'],
  ])('%s is asked at %s', (url, shown) => {
    expect(shownAddress({ url, apiKey: undefined })).toBe(shown)
  })

  it('keeps its path, and sends its key in a header', async () => {
    const server = await startQdrant({ apiKey: 'k' })
    const open = (apiKey: string | undefined) => openQdrantClient({ url: `${server.url}/base`, apiKey }, 1_000)
    await expect(open('k').versionInfo()).rejects.toThrow()
    expect(server.requests.at(-1)?.path).toBe('/base/')
    await openQdrantClient({ url: server.url, apiKey: 'k' }, 1_000).getCollections()
    expect(server.requests.at(-1)?.status).toBe(200)
    await server.close()
  })
})

describe('pauses', () => {
  it('double up to the longest, and move by a quarter at the most', () => {
    const pauses = [1, 2, 3, 4].map((attempt) => pauseAfter(attempt, 0, FOR_A_WRITE, () => 0.5))
    expect(pauses).toEqual([300, 600, 1_200, 2_400])
    expect(pauseAfter(1, 0, FOR_A_WRITE, () => 0)).toBe(225)
    expect(pauseAfter(1, 0, FOR_A_WRITE, () => 1)).toBe(375)
    expect(pauseAfter(5, 0, FOR_A_WRITE, () => 0.5)).toBeUndefined()
  })

  it('are as long as the server asks, unless somebody waits for an answer', () => {
    expect(pauseAfter(1, 9_000, FOR_A_WRITE, () => 0)).toBe(9_000)
    expect(pauseAfter(1, 9_000, FOR_A_QUESTION, () => 0)).toBeUndefined()
  })

  it('end with the signal', async () => {
    const controller = new AbortController()
    const call = withRetries(() => Promise.reject(new Error('down')), FOR_A_WRITE, controller.signal)
    controller.abort(new Error('the worker ends'))
    await expect(call).rejects.toThrow()
  })
})
