import { hc } from 'hono/client'
import type { AppType } from '../../src/app.ts'
import { toServiceError } from './service-error.ts'
import type { Client } from './wire.ts'

export const client: Client = hc<AppType>(location.origin)

type ClientResponse = { ok: boolean; status: number; json: () => Promise<unknown> }
type BodyOf<T> = T extends { ok: true; json: () => Promise<infer Body> } ? Body : never

/** The response, once it is known to be good. @throws ServiceError; TypeError where the service cannot be reached. */
export async function okResponse<T extends ClientResponse>(asking: Promise<T>): Promise<T> {
  const response = await asking
  if (response.ok) return response
  throw toServiceError(await response.json().catch(() => undefined), response.status)
}

/** The JSON body of a good response. @throws like {@link okResponse} */
export async function bodyOf<T extends ClientResponse>(asking: Promise<T>): Promise<BodyOf<T>> {
  const response = await okResponse(asking)
  return (await response.json()) as BodyOf<T>
}
