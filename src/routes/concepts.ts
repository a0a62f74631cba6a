import { createRoute, z } from '@hono/zod-openapi'
import { listConcepts } from '../db/concepts.ts'
import { newRoutes } from '../http/env.ts'
import { addOwnConcept, changeOwnConcept, removeOwnConcept } from '../http/own-concepts.ts'
import { orProblem } from '../http/problems.ts'
import { jsonBody, jsonContent } from '../http/wire/common.ts'
import {
  builtInConceptSchema,
  conceptRequestSchema,
  conceptSchema,
  toWireBuiltIn,
  toWireConcept,
} from '../http/wire/concept.ts'
import { builtInThesaurus } from '../language/built-in-thesaurus.ts'
import { normaliseForMatch } from '../language/normalise.ts'

const MOST_BUILT_IN = 50

const tags = ['concepts']
const params = z.object({ id: z.string() })

const lookUp = z.object({
  builtIn: z
    .string()
    .max(1_000)
    .optional()
    .openapi({ description: 'A text: gives the concepts that come with the program and have a word of it' }),
})

const listed = z.object({
  concepts: z.array(conceptSchema),
  builtIn: z
    .array(builtInConceptSchema)
    .optional()
    .openapi({ description: `At most ${MOST_BUILT_IN}` }),
})

const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: "The users' own concepts, the oldest first",
  request: { query: lookUp },
  responses: { 200: jsonContent(listed, 'The concepts'), ...orProblem },
})

const add = createRoute({
  method: 'post',
  path: '/',
  tags,
  summary: 'Adds words that stand for one thing; they count from the next question on',
  request: { body: jsonBody(conceptRequestSchema) },
  responses: { 201: jsonContent(conceptSchema, 'The concept'), ...orProblem },
})

const change = createRoute({
  method: 'put',
  path: '/{id}',
  tags,
  summary: 'Puts other words in the place of those of a concept',
  request: { params, body: jsonBody(conceptRequestSchema) },
  responses: { 200: jsonContent(conceptSchema, 'The concept as it is now'), ...orProblem },
})

const remove = createRoute({
  method: 'delete',
  path: '/{id}',
  tags,
  summary: 'Removes a concept',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...orProblem },
})

function findBuiltIn(text: string) {
  const mentions = builtInThesaurus().findMentions(normaliseForMatch(text))
  return [...new Set(mentions.flatMap(({ concepts }) => concepts))].slice(0, MOST_BUILT_IN).map(toWireBuiltIn)
}

export const conceptRoutes = newRoutes()
  .openapi(list, (c) => {
    const { builtIn } = c.req.valid('query')
    const concepts = listConcepts(c.var.services.db).map(toWireConcept)
    return c.json({ concepts, ...(builtIn === undefined ? {} : { builtIn: findBuiltIn(builtIn) }) }, 200)
  })
  .openapi(add, (c) => {
    const { db } = c.var.services
    return c.json(toWireConcept(addOwnConcept(db, c.req.valid('json'))), 201)
  })
  .openapi(change, (c) => {
    const { db } = c.var.services
    const { id } = c.req.valid('param')
    return c.json(toWireConcept(changeOwnConcept(db, id, c.req.valid('json'))), 200)
  })
  .openapi(remove, (c) => {
    removeOwnConcept(c.var.services.db, c.req.valid('param').id)
    return c.body(null, 204)
  })
