import { OpenAPIHono } from '@hono/zod-openapi'
import type { Services } from './services.ts'
import { rejectInvalid } from './validation.ts'

/** What every route finds in its context. */
export type AppEnv = {
  Variables: { services: Services }
  /** `closing` is aborted when the server stops: streams end on it. Absent where no server listens. */
  Bindings: { closing?: AbortSignal }
}

/** The start of a route module: a router whose invalid requests become problems. */
export function newRoutes() {
  return new OpenAPIHono<AppEnv>({ defaultHook: rejectInvalid })
}
