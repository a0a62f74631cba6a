import type { z } from 'zod'
import { checkBody } from './check-body.ts'
import { pointId } from './ids.ts'
import { runGroupedQuery, runQuery } from './queries.ts'
import { count, facet, queryBatch, queryGroups, queryPoints, retrieve, scroll } from './query-schema.ts'
import { countPoints, facetPoints, retrievePoints, scrollPoints } from './reads.ts'
import { refuse } from './refusal.ts'
import type { Answer, Call } from './requests.ts'
import { describePoint } from './results.ts'
import { checkParameters, collectionOf, type Route, readParameters, route } from './route.ts'
import type { Collection } from './state.ts'
import { checkFilter, checkQueries } from './strict-mode.ts'

function read<Schema extends z.ZodType>(
  schema: Schema,
  answer: (collection: Collection, request: z.output<Schema>) => unknown,
) {
  return (call: Call): Answer => {
    const request = checkBody(schema, call.body)
    const collection = collectionOf(call)
    checkParameters(readParameters, call, collection)
    return { result: answer(collection, request) }
  }
}

function getPoint(call: Call): Answer {
  const text = call.params[1] ?? ''
  const id = checkBody(pointId, /^\d+$/.test(text) ? Number(text) : text, 'path parameters')
  const collection = collectionOf(call)
  checkParameters(readParameters, call, collection)
  const point = collection.points.get(id) ?? refuse(404, `Not found: Point with id ${id} does not exists!`)
  return { result: describePoint(point, true, true) }
}

const POINTS = '/collections/:name/points'

export const READ_ROUTES: readonly Route[] = [
  route('POST', POINTS, read(retrieve, retrievePoints)),
  route(
    'POST',
    `${POINTS}/scroll`,
    read(scroll, (collection, request) => {
      checkFilter(collection, request.filter, 'retrieve')
      return scrollPoints(collection, request)
    }),
  ),
  route(
    'POST',
    `${POINTS}/count`,
    read(count, (collection, request) => {
      checkFilter(collection, request.filter, 'retrieve')
      return countPoints(collection, request)
    }),
  ),
  route(
    'POST',
    `${POINTS}/query`,
    read(queryPoints, (collection, request) => {
      checkQueries(collection, [request])
      return runQuery(collection, request)
    }),
  ),
  route(
    'POST',
    `${POINTS}/query/batch`,
    read(queryBatch, (collection, { searches }) => {
      checkQueries(collection, searches)
      return searches.map((search) => runQuery(collection, search))
    }),
  ),
  route(
    'POST',
    `${POINTS}/query/groups`,
    read(queryGroups, (collection, request) => {
      checkQueries(collection, [request])
      return runGroupedQuery(collection, request)
    }),
  ),
  route(
    'POST',
    '/collections/:name/facet',
    read(facet, (collection, request) => {
      checkFilter(collection, request.filter, 'retrieve')
      return facetPoints(collection, request)
    }),
  ),
  route('GET', `${POINTS}/:name`, getPoint),
]
