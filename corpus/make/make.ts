// Makes the binary and re-encoded sample documents from their plain sources.
// Usage: npx tsx corpus/make/make.ts [name-prefix ...]      for instance: make.ts k26 k31
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDocx } from './docx.ts'
import { encodeGb18030, encodeUtf16 } from './encode.ts'
import { makePdf } from './pdf.ts'
import { makePptx } from './pptx.ts'
import { makeXlsx } from './xlsx.ts'

type Maker = (source: string, stem: string) => Promise<Uint8Array> | Uint8Array
type Target = { extension: string; make: Maker }

const SOURCES = join(import.meta.dirname, 'sources')
const DOCUMENTS = join(import.meta.dirname, '..', 'documents')

const TARGETS = new Map<string, Target>([
  ['docx', { extension: 'docx', make: makeDocx }],
  ['pptx', { extension: 'pptx', make: makePptx }],
  ['xlsx', { extension: 'xlsx', make: makeXlsx }],
  ['pdf', { extension: 'pdf', make: makePdf }],
  ['gb18030', { extension: 'txt', make: encodeGb18030 }],
  ['utf16', { extension: 'txt', make: encodeUtf16 }],
])

await makeAll(process.argv.slice(2))

async function makeAll(prefixes: string[]): Promise<void> {
  await mkdir(DOCUMENTS, { recursive: true })
  for (const name of (await readdir(SOURCES)).sort()) {
    const wanted = prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix))
    if (wanted) console.log(`${name} -> ${await makeOne(name)}`)
  }
}

/** Makes one document; the source's second-last extension says which kind. */
async function makeOne(name: string): Promise<string> {
  const [, stem = '', kind = ''] = /^(.+)\.(\w+)\.(?:md|txt)$/.exec(name) ?? []
  const target = TARGETS.get(kind)
  if (!target) throw new Error(`${name}: expected <title>.<${[...TARGETS.keys()].join('|')}>.<md|txt>`)
  const source = await readFile(join(SOURCES, name), 'utf8')
  const made = `${stem}.${target.extension}`
  await writeFile(join(DOCUMENTS, made), await target.make(source, stem))
  return made
}
