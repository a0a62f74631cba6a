import { readdirSync, readFileSync } from 'node:fs'
import type { Database } from '../../src/db/client.ts'
import { conceptsVersionReader, listConcepts } from '../../src/db/concepts.ts'
import { versionTextReader } from '../../src/db/version-texts.ts'
import { openEmbeddedEngine } from '../../src/engines/embedded/engine.ts'
import type { SearchEngine, SearchIndex } from '../../src/engines/engine.ts'
import { builtInEmbedder } from '../../src/models/built-in-embedder.ts'
import { embedQuestion } from '../../src/models/embedder.ts'
import type { Retrieve } from '../../src/retrieval/passage.ts'
import { createRetrieve, type RetrievalDeps } from '../../src/retrieval/retrieve.ts'
import { openUnderstanding } from '../../src/retrieval/understanding.ts'
import { addDocument, openLibrary } from '../helpers/library.ts'
import { temporarySuiteFolder } from '../helpers/temporary-folder.ts'

const DOCUMENTS = new URL('../../corpus/documents/', import.meta.url)
const QUESTIONS = new URL('../../corpus/questions.jsonl', import.meta.url)
const LONGEST_PARAGRAPH = 350

export function sampleQuestions(count: number): string[] {
  const lines = readFileSync(QUESTIONS, 'utf8').trim().split('\n')
  const every = Math.max(1, Math.floor(lines.length / count))
  return lines
    .filter((_, at) => at % every === 0)
    .slice(0, count)
    .map((line) => (JSON.parse(line) as { question: string }).question)
}

/** Lines of a text, short ones together. */
function paragraphsOf(text: string): string[] {
  const paragraphs: string[] = []
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== '')) {
    const last = paragraphs.at(-1)
    if (last === undefined || last.length + line.length > LONGEST_PARAGRAPH) paragraphs.push(line)
    else paragraphs[paragraphs.length - 1] = `${last}\n${line}`
  }
  return paragraphs
}

export type SampleLibrary = {
  db: Database
  engine: SearchEngine
  /** Retrieval as the service has it, but for what is given. */
  retrieveWith: (deps?: Partial<RetrievalDeps>) => Retrieve
}

/** The sample corpus's plain texts in an embedded engine; for all tests of a file. */
export async function openSampleLibrary(): Promise<SampleLibrary> {
  const embedder = builtInEmbedder()
  const db = openLibrary(temporarySuiteFolder())
  for (const path of readdirSync(DOCUMENTS).filter((name) => /\.(txt|md)$/.test(name))) {
    const paragraphs = paragraphsOf(readFileSync(new URL(path, DOCUMENTS), 'utf8'))
    await addDocument(db, { path, paragraphs, vectors: await embedder.embed(paragraphs), model: embedder.id })
  }
  const engine = openEmbeddedEngine(db, embedder.id)
  const understanding = openUnderstanding({ version: conceptsVersionReader(db), list: () => listConcepts(db) })
  return {
    db,
    engine,
    retrieveWith: (deps = {}) =>
      createRetrieve({
        search: engine.search,
        embedQuery: async (query) => ({ model: embedder.id, values: await embedQuestion(embedder, query) }),
        loadPassages: engine.loadPassages,
        understanding,
        readText: versionTextReader(db),
        denseWeight: () => 0.01,
        ...deps,
      }),
  }
}

/** An engine that does not tell how frequent terms are. */
export function withoutStatistics(search: SearchIndex): SearchIndex {
  return async (query, access) => {
    const { lexical, dense } = await search(query, access)
    return { lexical, dense }
  }
}
