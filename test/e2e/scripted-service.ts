import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { createApp } from '../../src/app.ts'
import { type ListeningServer, startServer } from '../../src/server.ts'
import { type FakeServices, fakeServices } from '../helpers/services.ts'
import { browserPages, type Suite } from './suite.ts'

const PAGE = fileURLToPath(new URL('../../dist/web', import.meta.url))

export type ScriptedSuite = Pick<Suite, 'open' | 'url'> & {
  /** A real library whose answers are written by the test: `fake().gives.ask`. */
  fake: () => FakeServices
}

/** The built page over the real routes and a real database; only what is answered is scripted. */
export function scriptedSuite(executable: string | undefined): ScriptedSuite {
  let fake: FakeServices
  let server: ListeningServer
  const pages = browserPages(executable, () => server.url)
  beforeAll(async () => {
    if (!existsSync(PAGE)) throw new Error('the page is not built: npm run build')
    fake = await fakeServices()
    server = await startServer(createApp(fake.services, { webFolder: PAGE }), { host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    await server.stop()
    await fake.close()
  })
  return { ...pages, url: () => server.url, fake: () => fake }
}
