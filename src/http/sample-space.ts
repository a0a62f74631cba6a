import { setTimeout as pause } from 'node:timers/promises'
import { listDocuments } from '../db/document-views.ts'
import { cancelJob, findJob, listJobs } from '../db/jobs.ts'
import { findSpace } from '../db/spaces.ts'
import { AppError } from '../errors.ts'
import type { Services } from './services.ts'

const PAGE = 500
const STOP_WAIT_MS = 5_000
const STOP_POLL_MS = 50

/** Documents that people bring in would go with the sample. @throws AppError `invalid_request` */
export function assertOwnSpace(services: Services, name: string): void {
  if (findSpace(services.db, name)?.isSample) {
    throw new AppError('invalid_request', `space: "${name}" holds the sample documents; choose another name.`)
  }
}

function isOpen(state: string | undefined): boolean {
  return state === 'queued' || state === 'running'
}

/** Stops a sample that is still being brought in, so that nothing of it arrives after its removal. */
async function stopBringingIn({ db }: Services): Promise<void> {
  const syncs = listJobs(db, { limit: PAGE }).filter(
    ({ request, state }) => isOpen(state) && request.kind === 'sync' && request.isSample,
  )
  for (const { id } of syncs) cancelJob(db, id)
  const deadline = Date.now() + STOP_WAIT_MS
  while (syncs.some(({ id }) => isOpen(findJob(db, id)?.state)) && Date.now() < deadline) await pause(STOP_POLL_MS)
}

/**
 * Removes every document of the sample space. The empty space stays as the sign that the sample is
 * not wanted any more.
 * @throws AppError `not_found`, `invalid_request` for a space that people filled.
 */
export async function removeSample(services: Services, name: string): Promise<void> {
  const space = findSpace(services.db, name)
  if (!space) throw new AppError('not_found', `There is no space "${name}".`)
  if (!space.isSample) {
    throw new AppError('invalid_request', `"${name}" is not the sample: only the sample space is removed as a whole.`)
  }
  await stopBringingIn(services)
  for (;;) {
    const documents = listDocuments(services.db, { limit: PAGE, space: name })
    for (const { id } of documents) await services.removeDocument(id)
    if (documents.length < PAGE) return
  }
}
