import { randomUUID } from 'node:crypto'
import { type Database, write } from '../db/client.ts'
import { listConcepts, putConcept, removeConcept } from '../db/concepts.ts'
import type { ConceptRow } from '../db/schema/concepts.ts'
import { AppError } from '../errors.ts'
import type { ConceptRequest } from './wire/concept.ts'

const MOST_CONCEPTS = 2_000

function notThere(id: string): AppError {
  return new AppError('not_found', `There is no concept ${id}.`)
}

/** @throws AppError `invalid_request` when there are too many already. */
export function addOwnConcept(db: Database, concept: ConceptRequest): ConceptRow {
  return write(db, (tx) => {
    if (listConcepts(db).length >= MOST_CONCEPTS) {
      throw new AppError('invalid_request', `There are ${MOST_CONCEPTS} concepts already: remove one first.`)
    }
    return putConcept(tx, { id: randomUUID(), ...concept })
  })
}

/** @throws AppError `not_found` */
export function changeOwnConcept(db: Database, id: string, concept: ConceptRequest): ConceptRow {
  return write(db, (tx) => {
    if (!listConcepts(db).some((one) => one.id === id)) throw notThere(id)
    return putConcept(tx, { id, ...concept })
  })
}

/** @throws AppError `not_found` */
export function removeOwnConcept(db: Database, id: string): void {
  if (!write(db, (tx) => removeConcept(tx, id))) throw notThere(id)
}
