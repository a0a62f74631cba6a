import { z } from '@hono/zod-openapi'
import { type Transaction, write } from '../db/client.ts'
import { type CorrectableFields, placeDocument } from '../db/documents.ts'
import { enqueueJob, finishJob } from '../db/jobs.ts'
import type { JobRow } from '../db/schema/jobs.ts'
import { DEFAULT_SPACE } from '../db/spaces.ts'
import { AppError } from '../errors.ts'
import { extensionOf } from './accepted-files.ts'
import { freeLabel } from './file-label.ts'
import type { ReceivedFile } from './receive-upload.ts'
import type { Services } from './services.ts'
import { kindSchema, sensitivitySchema, spaceNameSchema } from './wire/common.ts'

export const uploadFieldsSchema = z.strictObject({
  space: spaceNameSchema.default(DEFAULT_SPACE),
  kind: kindSchema.optional(),
  sensitivity: sensitivitySchema.optional(),
})

export type UploadFields = z.infer<typeof uploadFieldsSchema>

function describeUnsupported(label: string): string {
  const ending = extensionOf(label)
  const what = ending === '' ? 'a file without an ending is not read' : `${ending} files are not read`
  return `${label}: ${what}; bring a PDF, an office document, a table (.csv), a web page, an e-mail (.eml), a picture, a text (.md, .txt) or a .zip of such.`
}

/** Two different files of one name are two documents; the same bytes under one name are one. */
function labelApart(files: readonly ReceivedFile[]): ReceivedFile[] {
  const taken = new Map<string, string | undefined>()
  return files.flatMap(({ label, contentHash }) => {
    const own = freeLabel(label, (candidate) => taken.has(candidate) && taken.get(candidate) !== contentHash)
    if (taken.has(own)) return []
    taken.set(own, contentHash)
    return [{ label: own, contentHash }]
  })
}

function queueReadable(tx: Transaction, file: { label: string; contentHash: string }, fields: UploadFields): JobRow {
  const given: CorrectableFields = {
    ...(fields.kind === undefined ? {} : { kind: fields.kind }),
    ...(fields.sensitivity === undefined ? {} : { sensitivity: fields.sensitivity }),
  }
  const { document, isNew } = placeDocument(tx, { space: fields.space, root: '', path: file.label }, given)
  const request = { kind: 'file', documentId: document.id, isNew, contentHash: file.contentHash } as const
  return enqueueJob(tx, { path: file.label, request })
}

function noteUnsupported(tx: Transaction, label: string): JobRow {
  const request = { kind: 'file', documentId: '', isNew: false, contentHash: '' } as const
  const job = enqueueJob(tx, { path: label, request })
  finishJob(tx, job.id, { state: 'failed', error: { code: 'format_unsupported', message: describeUnsupported(label) } })
  return job
}

/**
 * Makes documents and jobs of the files received and wakes the worker.
 * @throws AppError `invalid_request` where there is no file, `unsupported_media_type` where none can be read.
 */
export function queueUpload(services: Services, files: readonly ReceivedFile[], fields: UploadFields): JobRow[] {
  const [first] = files
  if (!first) throw new AppError('invalid_request', 'files: choose at least one file.')
  if (files.every((file) => file.contentHash === undefined)) {
    throw new AppError('unsupported_media_type', describeUnsupported(first.label))
  }
  const queued = write(services.db, (tx) =>
    labelApart(files).map(({ label, contentHash }) =>
      contentHash === undefined ? noteUnsupported(tx, label) : queueReadable(tx, { label, contentHash }, fields),
    ),
  )
  services.wakeWorker()
  return queued
}
