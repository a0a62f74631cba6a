import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Failure } from './failures.ts'
import { sendJson, sendText } from './messages.ts'
import { isObject } from './payload-path.ts'
import type { Call } from './requests.ts'
import type { Route } from './route.ts'

function firstHalf(body: unknown): unknown {
  if (!isObject(body) || !Array.isArray(body.points)) return undefined
  return { ...body, points: body.points.slice(0, Math.ceil(body.points.length / 2)) }
}

/** The effect of a request that is going to fail, where the failure leaves it one. */
export function applyBeforeFailure(failure: Failure, route: Route, call: Call): void {
  try {
    if (failure.kind === 'half_applied') {
      const half = firstHalf(call.body)
      if (half !== undefined) route.answer({ ...call, body: half })
    } else if ('applied' in failure && failure.applied) route.answer(call)
  } catch {
    // the client does not learn what a request came to that fails in another way
  }
}

export function fail(request: IncomingMessage, response: ServerResponse, failure: Failure): number {
  if (failure.kind === 'reset') {
    request.socket.resetAndDestroy()
    return 0
  }
  if (failure.kind === 'status' || failure.kind === 'half_applied') {
    const code = failure.kind === 'status' ? failure.status : 500
    const retryAfter = failure.kind === 'status' ? failure.retryAfter : undefined
    const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
    if ('isPlain' in failure && failure.isPlain) sendText(response, code, failure.error)
    else sendJson(response, code, { status: { error: failure.error }, time: 0 }, headers)
    return code
  }
  if (failure.kind === 'accepted') {
    sendJson(response, 202, { status: 'accepted', time: 0 })
    return 202
  }
  return 0
}
