import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { COLLECTION_ROUTES, OPEN_ROUTES } from './collection-routes.ts'
import {
  FAILURES,
  type Failure,
  type FailureName,
  type PlannedFailure,
  type RequestMatch,
  takeFailure,
} from './failures.ts'
import { applyBeforeFailure, fail } from './injection.ts'
import { checkKey, parseBody, readBytes, recordedBody, sendAnswer, sendRefusal } from './messages.ts'
import { isObject } from './payload-path.ts'
import { READ_ROUTES } from './read-routes.ts'
import { Refusal } from './refusal.ts'
import type { Call, RecordedRequest } from './requests.ts'
import { emptyState, findCollection, type State, type StoredPoint } from './state.ts'
import { WRITE_ROUTES } from './write-routes.ts'

export type QdrantOptions = {
  version?: string
  /** Without one everything is open, as on a server. */
  apiKey?: string
  /** A key that reads and does not write. */
  readOnlyApiKey?: string
  /** 32 MB on a server. */
  maxBodyBytes?: number
  /** How long a write that nobody waits for stays invisible. */
  applyDelayMs?: number
  /** Every collection is in strict mode, as in a managed cloud: no filter on a field without an index. */
  isStrict?: boolean
}

export type QdrantStandIn = {
  url: string
  /** Every request so far, in the order of arrival. */
  requests: RecordedRequest[]
  /** Requests that no correct client sends: a server would not have taken them either. */
  refused: () => RecordedRequest[]
  /** The next requests that match fail in this way. */
  failNext: (times: number, failure: FailureName | Failure, match?: RequestMatch) => void
  /** How many of the planned failures have not come up. */
  failuresLeft: () => number
  forgetFailures: () => void
  /** The points of a collection as they are stored, by name or alias. */
  pointsOf: (collection: string) => StoredPoint[]
  collectionNames: () => string[]
  aliases: () => Map<string, string>
  /** The process is gone: connections break, the port is closed. What was stored stays on its disk. */
  close: () => Promise<void>
  /** It is back on the same port, with what it had or, as after the loss of its disk, with nothing. */
  reopen: (options?: { isEmpty?: boolean }) => Promise<void>
}

const ROUTES = [...OPEN_ROUTES, ...COLLECTION_ROUTES, ...WRITE_ROUTES, ...READ_ROUTES]
const STRICT_MODE = { enabled: true, unindexed_filtering_retrieve: false, unindexed_filtering_update: false }

/** What is wrong with a request, not with the world: a collection may be missing or there already. */
const isWrongUse = (status: number) => status >= 400 && status < 500 && ![401, 403, 404, 409].includes(status)

/**
 * A server with the interface of Qdrant on a free loopback port, everything in memory: it refuses what a server of
 * versions 1.17 to 1.19 refuses, fields that no version knows too, and fails when it is told to.
 */
export async function startQdrant(options: QdrantOptions = {}): Promise<QdrantStandIn> {
  const requests: RecordedRequest[] = []
  const planned: PlannedFailure[] = []
  let state: State = emptyState()
  let server: Server
  let port = 0

  const answer = (request: IncomingMessage, response: ServerResponse, bytes: Buffer): void => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const method = request.method ?? 'GET'
    const path = decodeURIComponent(url.pathname)
    const query = Object.fromEntries(url.searchParams)
    const recorded: RecordedRequest = { method, path, query, body: recordedBody(bytes), status: 0 }
    requests.push(recorded)
    const failing = takeFailure(planned, method, path)
    try {
      const route = ROUTES.find((one) => one.method === method && one.path.test(url.pathname))
      if (!route) throw new Refusal(405, `This server has no ${method} ${path}`)
      checkKey(request, route, options)
      const body = parseBody(bytes, options.maxBodyBytes ?? 32 * 1024 * 1024, request.headers['content-type'] ?? '')
      const isWaiting = query.wait === 'true'
      const call: Call = {
        state,
        params: (route.path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent),
        query,
        body: options.isStrict ? withStrictMode(method, path, body) : body,
        version: options.version ?? '1.18.3',
        applyDelayMs: options.applyDelayMs ?? 150,
        updateStatus:
          failing?.failure.kind === 'wait_timeout' ? 'wait_timeout' : isWaiting ? 'completed' : 'acknowledged',
      }
      if (failing && failing.failure.kind !== 'wait_timeout') {
        recorded.failure = failing.name
        applyBeforeFailure(failing.failure, route, call)
        recorded.status = fail(request, response, failing.failure)
        return
      }
      if (failing) recorded.failure = failing.name
      sendAnswer(response, route.answer(call))
      recorded.status = 200
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, `Service internal error: ${String(error)}`)
      recorded.status = refusal.status
      if (isWrongUse(refusal.status) || refusal.status === 500) recorded.refusal = refusal.message
      sendRefusal(response, refusal)
    }
  }

  const listen = async () => {
    server = createServer(async (request, response) => {
      try {
        answer(request, response, await readBytes(request))
      } catch {
        response.destroy()
      }
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    port = (server.address() as AddressInfo).port
  }
  await listen()

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    refused: () => requests.filter(({ refusal }) => refusal !== undefined),
    failNext: (times, failure, match = {}) => {
      const [name, what] = typeof failure === 'string' ? [failure, FAILURES[failure]] : [failure.kind, failure]
      planned.push({ name, failure: what, match, times })
    },
    failuresLeft: () => planned.reduce((left, { times }) => left + times, 0),
    forgetFailures: () => {
      planned.length = 0
    },
    pointsOf: (collection) => [...findCollection(state, collection).points.values()],
    collectionNames: () => [...state.collections.keys()].sort(),
    aliases: () => state.aliases,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    reopen: async ({ isEmpty = false } = {}) => {
      if (isEmpty) state = emptyState()
      await listen()
    },
  }
}

/** A collection made without a word about strict mode gets that of the house. */
function withStrictMode(method: string, path: string, body: unknown): unknown {
  if (method !== 'PUT' || !/^\/collections\/[^/]+$/.test(path) || !isObject(body)) return body
  return { ...body, strict_mode_config: body.strict_mode_config ?? STRICT_MODE }
}
