import type { Pooling } from '../config.ts'
import { NO_PREFIXES, type Prefixes } from './prefixes.ts'

const RETRIEVAL_TASK = 'Instruct: Given a web search query, retrieve relevant passages that answer the query\n'

type Family = { name: RegExp; pooling: Pooling; prefixes: Prefixes }

/** How well-known embedding models were trained, as their model cards say; the first that fits a name holds. */
const FAMILIES: readonly Family[] = [
  { name: /e5.*instruct/i, pooling: 'mean', prefixes: { query: `${RETRIEVAL_TASK}Query: `, passage: '' } },
  { name: /(^|[/_-])e5([_-]|$)/i, pooling: 'mean', prefixes: { query: 'query: ', passage: 'passage: ' } },
  { name: /bge-m3/i, pooling: 'cls', prefixes: NO_PREFIXES },
  { name: /bge.*zh/i, pooling: 'cls', prefixes: { query: '为这个句子生成表示以用于检索相关文章：', passage: '' } },
  {
    name: /bge.*en/i,
    pooling: 'cls',
    prefixes: { query: 'Represent this sentence for searching relevant passages: ', passage: '' },
  },
  { name: /bge/i, pooling: 'cls', prefixes: NO_PREFIXES },
  { name: /qwen/i, pooling: 'last', prefixes: { query: `${RETRIEVAL_TASK}Query:`, passage: '' } },
  { name: /gte.*(zh|multilingual|modernbert|v1\.5)/i, pooling: 'cls', prefixes: NO_PREFIXES },
  { name: /gte/i, pooling: 'mean', prefixes: NO_PREFIXES },
]

/** What an embedding model's name says of it; for one that nobody knows, the mean of its tokens and no prefixes. */
export function familyOf(name: string): { pooling: Pooling; prefixes: Prefixes } {
  return FAMILIES.find((family) => family.name.test(name)) ?? { pooling: 'mean', prefixes: NO_PREFIXES }
}
