import { checkBody } from './check-body.ts'
import { changeAliases, createCollection, updateCollection } from './collection-schema.ts'
import {
  aliasesOf,
  changeAliasesIn,
  createCollectionIn,
  deleteCollectionIn,
  describeCollection,
  updateCollectionIn,
} from './collections.ts'
import { createIndex } from './index-schema.ts'
import { submit } from './pending.ts'
import { refuse } from './refusal.ts'
import type { Answer, Call } from './requests.ts'
import {
  checkParameters,
  collectionOf,
  meta,
  nameOf,
  noParameters,
  type Route,
  route,
  writeParameters,
  writeRoute,
} from './route.ts'
import { checkIndexCount } from './strict-mode.ts'

function version(call: Call): Answer {
  checkParameters(noParameters, call)
  return { raw: { title: 'qdrant - vector search engine', version: call.version, commit: '0'.repeat(40) } }
}

function health(text: string) {
  return (call: Call): Answer => {
    checkParameters(noParameters, call)
    return { text }
  }
}

function putIndex(call: Call): Answer {
  const { field_name: field, field_schema: params } = checkBody(createIndex, call.body)
  const collection = collectionOf(call)
  checkParameters(writeParameters, call, collection)
  if (!collection.indexes.has(field)) checkIndexCount(collection)
  const apply = () => void collection.indexes.set(field, params)
  return { result: submit(collection, apply, call.updateStatus, call.applyDelayMs) }
}

function dropIndex(call: Call): Answer {
  const collection = collectionOf(call)
  checkParameters(writeParameters, call, collection)
  const apply = () => void collection.indexes.delete(call.params[1] ?? '')
  return { result: submit(collection, apply, call.updateStatus, call.applyDelayMs) }
}

function listNames({ state }: Call) {
  return { collections: [...state.collections.keys()].sort().map((name) => ({ name })) }
}

function exists(call: Call) {
  const { collections, aliases } = call.state
  return { exists: collections.has(nameOf(call)) || aliases.has(nameOf(call)) }
}

/** What is asked without a key: by monitors, and by clients before they begin. */
export const OPEN_ROUTES: readonly Route[] = [
  route('GET', '/', version),
  route('GET', '/(?:healthz|livez)', health('healthz check passed')),
  route('GET', '/readyz', health('all shards are ready')),
].map((open) => ({ ...open, needsKey: false }))

/** More exact paths stand before those with a name in the same place. */
export const COLLECTION_ROUTES: readonly Route[] = [
  route(
    'GET',
    '/aliases',
    meta(({ state }) => aliasesOf(state)),
  ),
  route('GET', '/collections', meta(listNames)),
  writeRoute(
    'POST',
    '/collections/aliases',
    meta((call) => changeAliasesIn(call.state, checkBody(changeAliases, call.body))),
  ),
  route('GET', '/collections/:name/exists', meta(exists)),
  route(
    'GET',
    '/collections/:name/aliases',
    meta((call) => aliasesOf(call.state, nameOf(call))),
  ),
  route(
    'GET',
    '/collections/:name',
    meta((call) => describeCollection(collectionOf(call))),
  ),
  writeRoute(
    'PUT',
    '/collections/:name',
    meta((call) => createCollectionIn(call.state, nameOf(call), checkBody(createCollection, call.body))),
  ),
  writeRoute(
    'PATCH',
    '/collections/:name',
    meta((call) => updateCollectionIn(collectionOf(call), checkBody(updateCollection, call.body))),
  ),
  writeRoute(
    'DELETE',
    '/collections/:name',
    meta((call) => deleteCollectionIn(call.state, nameOf(call))),
  ),
  writeRoute('PUT', '/collections/:name/index', putIndex),
  writeRoute('DELETE', '/collections/:name/index/:name', dropIndex),
  writeRoute('POST', '/collections/:name/cluster', () =>
    refuse(405, 'Bad request: Qdrant is running in standalone mode'),
  ),
]
