import { hc, type InferResponseType } from 'hono/client'
import type { AppType } from '../../src/app.ts'

/** The service, typed by its own routes. */
export const client = hc<AppType>(location.origin)

type DocumentPage = InferResponseType<typeof client.api.documents.$get, 200>

export type DocumentItem = DocumentPage['documents'][number]
export type Answer = InferResponseType<(typeof client.api.answers)[':id']['$get'], 200>
export type Hit = Answer['nearest'][number]
export type Citation = Answer['citations'][number]
export type Sentence = Answer['sentences'][number]
export type Version = InferResponseType<
  (typeof client.api.documents)[':id']['versions']['$get'],
  200
>['versions'][number]

/** An answer of the service that says what went wrong; `message` is its English line, `code` is stable. */
export class ServiceError extends Error {
  readonly code: string
  readonly status: number

  constructor(problem: { code: string; detail: string; status: number }) {
    super(problem.detail)
    this.name = 'ServiceError'
    this.code = problem.code
    this.status = problem.status
  }
}

function textOf(value: unknown, key: string): string {
  return typeof value === 'object' && value !== null && key in value ? String(Reflect.get(value, key)) : ''
}

/** RFC 9457 problem details, or whatever came in their place, as an error. */
export function toServiceError(problem: unknown, status: number): ServiceError {
  return new ServiceError({ code: textOf(problem, 'code') || 'internal', detail: textOf(problem, 'detail'), status })
}

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
