import { bodyOf, client } from '../../api/client.ts'

/** Queues the latest reading of a document again. @throws ServiceError */
export async function readAgain(documentId: string) {
  const { jobs } = await bodyOf(client.api.jobs.$get({ query: { documentId, limit: '1' } }))
  return bodyOf(client.api.jobs[':id'].retry.$post({ param: { id: jobs[0]?.id ?? 'none' } }))
}
