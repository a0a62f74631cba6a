import { hc, type InferResponseType } from 'hono/client'
import type { AppType } from '../src/app.ts'
import { readEvents } from './read-events.ts'

const client = hc<AppType>(location.origin)

export type Answer = InferResponseType<(typeof client.api.answers)[':id']['$get'], 200>
export type Hit = Answer['nearest'][number]
export type Citation = Answer['citations'][number]
export type Space = InferResponseType<typeof client.api.spaces.$get, 200>['spaces'][number]

/** What went wrong, in words of the service that a reader may see. */
export class ServiceError extends Error {}

async function orThrow<T extends { ok: boolean; json: () => Promise<unknown> }>(asking: Promise<T>): Promise<T> {
  const response = await asking
  if (response.ok) return response
  const problem = await response.json().catch(() => undefined)
  throw new ServiceError(detailOf(problem))
}

function detailOf(problem: unknown): string {
  const isProblem = typeof problem === 'object' && problem !== null && 'detail' in problem
  return isProblem ? String(problem.detail) : ''
}

export type AskWatch = {
  onPassages: (passages: Hit[]) => void
  onDelta: (text: string) => void
  onCitation: (citation: Citation) => void
}

/** Asks a question and reports what happens until the whole answer is there. @throws ServiceError */
export async function ask(question: string, watch: AskWatch, signal: AbortSignal): Promise<Answer> {
  const response = await orThrow(client.api.ask.$post({ json: { question, stream: true } }, { init: { signal } }))
  for await (const { event, data } of readEvents(response.body)) {
    if (event === 'passages') watch.onPassages(data as Hit[])
    if (event === 'delta') watch.onDelta((data as { text: string }).text)
    if (event === 'citation') watch.onCitation(data as Citation)
    if (event === 'error') throw new ServiceError(detailOf(data))
    if (event === 'done') return data as Answer
  }
  throw new TypeError('the connection ended before the answer did')
}

export async function findAnswer(id: string): Promise<Answer> {
  const response = await orThrow(client.api.answers[':id'].$get({ param: { id } }))
  return (await response.json()) as Answer
}

export async function listSpaces(): Promise<Space[]> {
  const response = await orThrow(client.api.spaces.$get())
  return ((await response.json()) as { spaces: Space[] }).spaces
}

export async function removeSpace(name: string): Promise<void> {
  await orThrow(client.api.spaces[':name'].$delete({ param: { name } }))
}

type Place = { documentId: string; versionId: string }

/** The text of exactly the version that was cited. */
export async function readText({ documentId, versionId }: Place): Promise<string> {
  const query = { version: versionId }
  const response = await orThrow(client.api.documents[':id'].text.$get({ param: { id: documentId }, query }))
  return response.text()
}

export function originalAddress({ documentId, versionId }: Place): string {
  return client.api.documents[':id'].file.$url({ param: { id: documentId }, query: { version: versionId } }).href
}
