import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ingestDeps } from '../../ingest/deps.ts'
import { doorbell } from '../../ingest/queue/doorbell.ts'
import { runJobs } from '../../ingest/queue/run-jobs.ts'
import { readFile } from '../../ingest/read-file.ts'
import { embeddedWriter } from '../../src/engines/embedded/writer.ts'
import { builtInEmbedder } from '../../src/models/built-in-embedder.ts'
import { openLibrary } from '../helpers/library.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { queueSync } from '../helpers/worker.ts'

it('ends when a job can be brought to no end, so that nobody waits for it for ever', async () => {
  const home = temporaryFolder()
  const [data, notes] = [join(home, 'data'), join(home, 'notes')]
  for (const folder of [data, notes]) mkdirSync(folder)
  writeFileSync(join(notes, 'a.md'), 'The list is signed twice.')
  const db = openLibrary(data)
  queueSync(db, [notes])
  const failures = [new Error('no model'), new Error('the disk is gone')]
  const failOnce = async () => {
    const failure = failures.shift()
    if (failure) throw failure
    return []
  }
  const deps = ingestDeps({
    db,
    dataFolder: data,
    reader: { read: (request) => readFile(request), close: () => {} },
    embedder: { ...builtInEmbedder(), embed: failOnce },
    writer: { ...embeddedWriter(db, builtInEmbedder().id), removeVersion: async () => void (await failOnce()) },
    log: () => {},
  })
  const options = { isDraining: true, stop: AbortSignal.timeout(3_000), bell: doorbell() }
  await expect(runJobs(deps, options)).rejects.toThrow('the disk is gone')
})
