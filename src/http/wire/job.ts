import { z } from '@hono/zod-openapi'
import { failureSchema } from './common.ts'

const plannedSchema = z.object({
  path: z.string(),
  action: z.enum(['add', 'replace', 'move', 'remove', 'keep']),
  from: z.string().optional().openapi({ description: 'Where a moved file lay before' }),
})

const estimateSchema = z.object({
  files: z.int(),
  bytes: z.int(),
  chunks: z.int(),
  embeddingCalls: z.int().openapi({ description: '0 where no service is asked' }),
  embeddingTokens: z.int(),
})

const syncResultSchema = z.object({
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  removed: z.int(),
  moved: z.int(),
  failed: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  skipped: z.array(z.string()),
  chunks: z.int(),
  estimate: estimateSchema.optional().openapi({ description: 'Rough figures, known before a file is read' }),
  plan: z.array(plannedSchema).optional(),
})

export const jobSchema = z
  .object({
    id: z.string(),
    path: z.string(),
    kind: z.enum(['sync', 'file', 'reembed', 'reindex', 'reread']),
    parentId: z.string().optional(),
    documentId: z.string().optional().openapi({ description: 'The document that a file became' }),
    state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    stage: z.string(),
    done: z.int(),
    total: z.int(),
    error: failureSchema.optional(),
    result: syncResultSchema.optional(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .openapi('Job', { description: '`done`: the next search in any process finds its text' })

export const jobNewsSchema = z
  .object({
    at: z.iso.datetime().openapi({ description: '`since` of the next call after a broken connection' }),
    counts: z.object({
      queued: z.int(),
      running: z.int(),
      done: z.int(),
      failed: z.int(),
      cancelled: z.int(),
    }),
    jobs: z.array(jobSchema.omit({ result: true })).openapi({ description: 'The jobs that changed, as they are now' }),
  })
  .openapi('JobNews')
