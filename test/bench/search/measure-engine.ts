/** Measures search in a library: `<data folder> retrieve|hybrid|lexical <questions as JSON>`. Prints JSON. */
import { compose } from '../../../src/compose.ts'
import { parseConfig } from '../../../src/config.ts'
import { openDatabase } from '../../../src/db/client.ts'
import { OWNER_ACCESS } from '../../../src/engines/access.ts'
import { openEmbeddedEngine } from '../../../src/engines/embedded/engine.ts'
import type { EngineQuery } from '../../../src/engines/engine.ts'
import { extractTerms, termId } from '../../../src/language/terms.ts'
import { builtInEmbedder } from '../../../src/models/built-in-embedder.ts'
import { residentMegabytesHere, timeEach } from './timing.ts'

const CANDIDATES = 100
const WEIGHT = { word: 1, pair: 0.4, character: 0.4, quantity: 0.6 }
const [dataFolder = '', kind = 'hybrid', asked = '[]'] = process.argv.slice(2)
const questions = JSON.parse(asked) as string[]
const embedder = builtInEmbedder()

async function toQuery(question: string): Promise<EngineQuery> {
  const terms = new Map(
    extractTerms(question).map((term) => {
      const id = termId(term)
      return [id, { id, text: term.text, weight: WEIGHT[term.kind] }]
    }),
  )
  const [values] = kind === 'hybrid' ? await embedder.embed([question]) : []
  return {
    terms: [...terms.values()],
    vector: values && { model: embedder.id, values },
    filters: {},
    limit: CANDIDATES,
  }
}

const queries = await Promise.all(questions.map(toQuery))

async function timeEngine() {
  const db = openDatabase(dataFolder)
  const started = performance.now()
  const engine = openEmbeddedEngine(db, embedder.id)
  await engine.catchUp()
  const loadMs = performance.now() - started
  const times = await timeEach(queries, (query) => engine.search(query, OWNER_ACCESS))
  const megabytes = residentMegabytesHere()
  db.$client.close()
  return { ...times, loadMs, megabytes }
}

async function timeRetrieval() {
  const config = parseConfig({ PRECEDENT_DATA: dataFolder })
  const library = await compose(config, { log: () => {}, startsWorker: false })
  await library.catchUp()
  const times = await timeEach(questions, (query) =>
    library.services.retrieve({ query, limit: 10, filters: {} }, OWNER_ACCESS),
  )
  await library.stop()
  return times
}

const engine = kind === 'retrieve' ? undefined : await timeEngine()
console.log(JSON.stringify(engine ?? (await timeRetrieval())))
