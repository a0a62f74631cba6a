import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { SAMPLE_DOCUMENTS } from '../helpers/built.ts'
import { makeZip } from '../helpers/fixtures/zip.ts'
import { surviveKills, surviveKillsOf } from '../helpers/kills.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const SEEDS = [1, 2, 3]

it.each(SEEDS)('finds the same after twenty kills of the worker (seed %i)', (seed) =>
  surviveKills({ documents: 40, kills: 20, seed }),
)

it('finds the same after sixty kills of worker or command while the sample corpus, and a ZIP of it, is read', async () => {
  const notes = temporaryFolder()
  cpSync(SAMPLE_DOCUMENTS, notes, { recursive: true })
  const names = readdirSync(SAMPLE_DOCUMENTS, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const entries = names.map(({ name, parentPath }) => [name, readFileSync(join(parentPath, name))] as const)
  writeFileSync(join(notes, 'all.zip'), await makeZip(Object.fromEntries(entries)))
  await surviveKillsOf(notes, { kills: 60, seed: 20_261_120 })
})
