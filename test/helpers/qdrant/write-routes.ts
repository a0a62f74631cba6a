import type { z } from 'zod'
import { checkBody } from './check-body.ts'
import { submit } from './pending.ts'
import type { Answer, Call } from './requests.ts'
import { checkParameters, collectionOf, type Route, writeParameters, writeRoute } from './route.ts'
import type { Collection } from './state.ts'
import { checkFilter, checkUpsert } from './strict-mode.ts'
import {
  batchUpdate,
  deletePayload,
  deleteVectors,
  type Operation,
  selector,
  setPayload,
  updateVectors,
  upsert,
} from './write-schema.ts'
import { prepareOperation } from './writes.ts'

function checkOperation(collection: Collection, operation: Operation): void {
  if ('upsert' in operation) checkUpsert(collection, operation.upsert.points.length)
  const [selection] = Object.values(operation)
  if ('filter' in selection) checkFilter(collection, selection.filter, 'update')
  if ('update_filter' in selection) checkFilter(collection, selection.update_filter, 'update')
}

function perform(collection: Collection, operation: Operation, { updateStatus, applyDelayMs }: Call) {
  checkOperation(collection, operation)
  return submit(collection, prepareOperation(collection, operation), updateStatus, applyDelayMs)
}

function write<Schema extends z.ZodType>(schema: Schema, operationOf: (request: z.output<Schema>) => Operation) {
  return (call: Call): Answer => {
    const operation = operationOf(checkBody(schema, call.body))
    const collection = collectionOf(call)
    checkParameters(writeParameters, call, collection)
    return { result: perform(collection, operation, call) }
  }
}

/** One after the other, none taken back when a later one fails. */
function writeBatch(call: Call): Answer {
  const { operations } = checkBody(batchUpdate, call.body)
  const collection = collectionOf(call)
  checkParameters(writeParameters, call, collection)
  return { result: operations.map((operation) => perform(collection, operation, call)) }
}

const POINTS = '/collections/:name/points'

export const WRITE_ROUTES: readonly Route[] = [
  writeRoute(
    'PUT',
    POINTS,
    write(upsert, (request) => ({ upsert: request })),
  ),
  writeRoute(
    'POST',
    `${POINTS}/delete`,
    write(selector, (request) => ({ delete: request })),
  ),
  writeRoute(
    'POST',
    `${POINTS}/payload`,
    write(setPayload, (request) => ({ set_payload: request })),
  ),
  writeRoute(
    'PUT',
    `${POINTS}/payload`,
    write(setPayload, (request) => ({ overwrite_payload: request })),
  ),
  writeRoute(
    'POST',
    `${POINTS}/payload/delete`,
    write(deletePayload, (request) => ({ delete_payload: request })),
  ),
  writeRoute(
    'POST',
    `${POINTS}/payload/clear`,
    write(selector, (request) => ({ clear_payload: request })),
  ),
  writeRoute(
    'PUT',
    `${POINTS}/vectors`,
    write(updateVectors, (request) => ({ update_vectors: request })),
  ),
  writeRoute(
    'POST',
    `${POINTS}/vectors/delete`,
    write(deleteVectors, (request) => ({ delete_vectors: request })),
  ),
  writeRoute('POST', `${POINTS}/batch`, writeBatch),
]
