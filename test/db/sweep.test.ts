import { existsSync, utimesSync } from 'node:fs'
import { expect, it } from 'vitest'
import { write } from '../../src/db/client.ts'
import { usedOriginals } from '../../src/db/document-removal.ts'
import { placeDocument } from '../../src/db/documents.ts'
import { enqueueJob } from '../../src/db/jobs.ts'
import { hashBytes, originalPath, storeOriginalBytes, sweepOriginals } from '../../src/db/originals.ts'
import { openLibrary } from '../helpers/library.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

it('clears away originals that nothing knows of, once they are old; those of waiting uploads stay', async () => {
  const data = temporaryFolder()
  const db = openLibrary(data)
  const [orphan, young, waiting] = ['一', '二', '三'].map((text) => Buffer.from(text))
  const keep = async (bytes = Buffer.of(), isOld = true) => {
    const hash = hashBytes(bytes)
    await storeOriginalBytes(data, hash, bytes)
    if (isOld) utimesSync(originalPath(data, hash), new Date(0), new Date(0))
    return hash
  }
  const [old, fresh, queued] = [await keep(orphan), await keep(young, false), await keep(waiting)]
  write(db, (tx) => {
    const { document } = placeDocument(tx, { space: 'default', root: '', path: 'c.txt' })
    enqueueJob(tx, {
      path: 'c.txt',
      request: { kind: 'file', documentId: document.id, isNew: true, contentHash: queued },
    })
  })
  expect(await sweepOriginals(data, usedOriginals(db))).toBe(1)
  expect([old, fresh, queued].map((hash) => existsSync(originalPath(data, hash)))).toEqual([false, true, true])
})
