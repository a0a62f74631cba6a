import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager'
import { Document } from '@langchain/core/documents'
import { Embeddings, type EmbeddingsParams } from '@langchain/core/embeddings'
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers'
import { parseConfig } from '../config.ts'
import { builtInEmbedder } from '../models/built-in-embedder.ts'
import { configuredEmbedder } from '../models/configured-embedder.ts'
import { type Embedder, embedQuestion } from '../models/embedder.ts'
import { type FoundPassage, type Search, type SearchServiceOptions, searchService } from './search-service.ts'

const LIMIT = 10

/** Where a document of the retriever stands: `span` are UTF-16 offsets into `/text` of the version, end exclusive. */
export type PassageMetadata = Omit<FoundPassage, 'text'>

export type PrecedentRetrieverFields = BaseRetrieverInput & {
  /** Passages wanted; 10 by default. */
  limit?: number
} & ({ search: Search } | SearchServiceOptions)

function toDocument(passage: FoundPassage): Document<PassageMetadata> {
  const { documentId, versionId, chunkId, span, title, path, page, headings, speaker, score } = passage
  return new Document({
    id: chunkId,
    pageContent: passage.text,
    metadata: {
      ...{ documentId, versionId, chunkId, span, title, path },
      ...(page === undefined ? {} : { page }),
      headings,
      ...(speaker === undefined ? {} : { speaker }),
      score,
    },
  })
}

/**
 * Precedent as a LangChain retriever: over a running service (`{ baseUrl }`) or over a search function. Each document is
 * a passage, exactly as it stands in its source, with the place where it stands.
 */
export class PrecedentRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name() {
    return 'PrecedentRetriever'
  }

  override lc_namespace = ['precedent', 'retrievers']
  private readonly search: Search
  private readonly limit: number

  constructor(fields: PrecedentRetrieverFields) {
    super(fields)
    this.search = 'search' in fields ? fields.search : searchService(fields)
    this.limit = fields.limit ?? LIMIT
  }

  override async _getRelevantDocuments(
    query: string,
    _run?: CallbackManagerForRetrieverRun,
  ): Promise<Document<PassageMetadata>[]> {
    const passages = await this.search(query, this.limit)
    return passages.map(toDocument)
  }
}

/** An embedder of Precedent, or the variables that name one: `process.env` as it is for the service. */
export type PrecedentEmbeddingsFields = EmbeddingsParams &
  ({ embedder: Embedder } | { variables: Readonly<Record<string, string | undefined>> })

function embedderOf(fields: PrecedentEmbeddingsFields): Embedder {
  if ('embedder' in fields) return fields.embedder
  const { embedding } = parseConfig(fields.variables)
  return embedding ? configuredEmbedder(embedding) : builtInEmbedder()
}

/** Precedent's embedding model for LangChain, built in, local or a service's, with the prefixes it wants. It retries by itself. */
export class PrecedentEmbeddings extends Embeddings {
  private readonly embedder: Embedder

  constructor(fields: PrecedentEmbeddingsFields) {
    super(fields)
    this.embedder = embedderOf(fields)
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors = await this.embedder.embed(texts)
    return vectors.map((vector) => [...vector])
  }

  override async embedQuery(text: string): Promise<number[]> {
    return [...(await embedQuestion(this.embedder, text))]
  }
}
