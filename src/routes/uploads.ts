import { createRoute, z } from '@hono/zod-openapi'
import { newRoutes } from '../http/env.ts'
import { boundaryOf } from '../http/multipart.ts'
import { orProblem } from '../http/problems.ts'
import { queueUpload, uploadFieldsSchema } from '../http/queue-upload.ts'
import { assertUploadSize, receiveUpload } from '../http/receive-upload.ts'
import { assertOwnSpace } from '../http/sample-space.ts'
import { invalidRequest } from '../http/validation.ts'
import { jsonContent, kindSchema, sensitivitySchema } from '../http/wire/common.ts'

/** Described by hand, so that no validator reads the files into memory. */
const form = {
  type: 'object' as const,
  required: ['files'],
  properties: {
    files: { type: 'array' as const, items: { type: 'string' as const, format: 'binary' } },
    space: { type: 'string' as const },
    kind: { type: 'string' as const, enum: kindSchema.options },
    sensitivity: { type: 'string' as const, enum: sensitivitySchema.options },
  },
}

const queuedJobs = z.object({ jobs: z.array(z.object({ id: z.string(), path: z.string() })) })

const upload = createRoute({
  method: 'post',
  path: '/',
  tags: ['documents'],
  summary: 'Brings files in; each becomes a job',
  request: {
    body: { required: true, content: { 'multipart/form-data': { schema: form } } },
  },
  responses: { 202: jsonContent(queuedJobs, 'The jobs'), ...orProblem },
})

async function* nothing(): AsyncGenerator<Uint8Array> {}

export const uploadRoutes = newRoutes().openapi(upload, async (c) => {
  const { services } = c.var
  assertUploadSize(c.req.header('content-length'))
  const boundary = boundaryOf(c.req.header('content-type'))
  const received = await receiveUpload(services.config.dataFolder, c.req.raw.body ?? nothing(), boundary)
  const fields = uploadFieldsSchema.safeParse(received.fields)
  if (!fields.success) throw invalidRequest(fields.error, 'form')
  assertOwnSpace(services, fields.data.space)
  const jobs = queueUpload(services, received.files, fields.data)
  return c.json({ jobs: jobs.map(({ id, path }) => ({ id, path })) }, 202)
})
