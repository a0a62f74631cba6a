import { z } from 'zod'
import { checkBody } from './check-body.ts'
import type { Answer, Call } from './requests.ts'
import { type Collection, findCollection } from './state.ts'
import { checkTimeout } from './strict-mode.ts'

/** `writes`: not with a key that only reads. */
export type Route = { method: string; path: RegExp; needsKey?: false; writes?: true; answer: (call: Call) => Answer }

const wholeSeconds = z.string().regex(/^[1-9]\d*$/, 'must be a number of seconds, 1 or larger')
export const noParameters = z.strictObject({})
export const metaParameters = z.strictObject({ timeout: wholeSeconds.optional() })
export const writeParameters = z.strictObject({
  wait: z.enum(['true', 'false']).optional(),
  ordering: z.enum(['weak', 'medium', 'strong']).optional(),
  timeout: wholeSeconds.optional(),
})
export const readParameters = z.strictObject({
  timeout: wholeSeconds.optional(),
  consistency: z
    .string()
    .regex(/^([1-9]\d*|majority|quorum|all)$/)
    .optional(),
})

type Parameters = z.ZodType<{ timeout?: string | undefined }>

/** Parameters of the address: one that a call does not know is refused. */
export function checkParameters(schema: Parameters, call: Call, collection?: Collection): void {
  const { timeout } = checkBody(schema, call.query, 'query parameters')
  if (collection) checkTimeout(collection, timeout === undefined ? undefined : Number(timeout))
}

const NAME = '([^/]+)'

/** A route; `:name` in the path stands for anything without a slash. */
export function route(method: string, path: string, answer: Route['answer']): Route {
  return { method, path: new RegExp(`^${path.replaceAll(':name', NAME)}$`), answer }
}

export function writeRoute(method: string, path: string, answer: Route['answer']): Route {
  return { ...route(method, path, answer), writes: true }
}

export const nameOf = (call: Call) => call.params[0] ?? ''
export const collectionOf = (call: Call) => findCollection(call.state, nameOf(call))

/** An answer about collections, which takes a timeout and nothing else in its address. */
export function meta(answer: (call: Call) => unknown): Route['answer'] {
  return (call) => {
    checkParameters(metaParameters, call)
    return { result: answer(call) }
  }
}
