import { newRoutes } from './http/env.ts'
import { guardHost, guardOrigin, securityHeaders } from './http/guards.ts'
import { limitJsonBody } from './http/limits.ts'
import { tellOpenAiFailures } from './http/openai/failures.ts'
import { answerError, answerNotFound } from './http/problems.ts'
import { measureRequests, newRequestMetrics } from './http/request-metrics.ts'
import type { Services } from './http/services.ts'
import { loadWebFiles, serveWebFiles } from './http/web-files.ts'
import { answerRoutes } from './routes/answers.ts'
import { conceptRoutes } from './routes/concepts.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { documentContentRoutes } from './routes/document-contents.ts'
import { documentLayoutRoutes } from './routes/document-layout.ts'
import { documentRoutes } from './routes/documents.ts'
import { evaluationQuestionRoutes } from './routes/evaluation-questions.ts'
import { feedbackRoutes } from './routes/feedback.ts'
import { gapRoutes } from './routes/gaps.ts'
import { healthRoutes } from './routes/health.ts'
import { jobRoutes } from './routes/jobs.ts'
import { mcpRoutes } from './routes/mcp.ts'
import { openAiRoutes } from './routes/openai.ts'
import { searchRoutes } from './routes/search.ts'
import { similarDocumentRoutes } from './routes/similar-documents.ts'
import { spaceRoutes } from './routes/spaces.ts'
import { uploadRoutes } from './routes/uploads.ts'

export type AppOptions = {
  /** Folder of the built page. Without one, `/` says how to build it. */
  webFolder?: string | undefined
}

const ABOUT = {
  openapi: '3.1.0',
  info: {
    title: 'Precedent',
    version: '0.1.0',
    description: 'Answers from your own documents; every sentence leads back to its source.',
  },
}

/** The HTTP service over what `services` opens; it listens nowhere by itself. */
export function createApp(services: Services, options: AppOptions = {}) {
  const requests = newRequestMetrics()
  const app = newRoutes()
  app.use(measureRequests(requests), securityHeaders)
  app.use(async (c, next) => {
    c.set('services', services)
    await next()
  })
  app.use('/v1/*', tellOpenAiFailures)
  app.use(guardHost, guardOrigin)
  app.use(async (c, next) => (c.req.path === '/api/documents' ? next() : limitJsonBody(c, next)))
  app.onError(answerError)
  app.notFound(answerNotFound)
  const routes = app
    .route('/', healthRoutes(requests))
    .route('/api/documents', uploadRoutes)
    .route('/api/documents', documentRoutes)
    .route('/api/documents', documentContentRoutes)
    .route('/api/documents', documentLayoutRoutes)
    .route('/api/documents', similarDocumentRoutes)
    .route('/api/jobs', jobRoutes)
    .route('/api/search', searchRoutes)
    .route('/api/concepts', conceptRoutes)
    .route('/api', answerRoutes)
    .route('/api/answers', feedbackRoutes)
    .route('/api', evaluationQuestionRoutes)
    .route('/api/gaps', gapRoutes)
    .route('/api/conversations', conversationRoutes)
    .route('/api/spaces', spaceRoutes)
  app.route('/v1', openAiRoutes)
  app.route('/mcp', mcpRoutes)
  app.doc31('/api/openapi.json', ABOUT)
  app.get('/*', serveWebFiles(loadWebFiles(options.webFolder)))
  return routes
}

/** What the browser's typed client is made from. */
export type AppType = ReturnType<typeof createApp>
