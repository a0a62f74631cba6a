import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { AppError } from '../errors.ts'

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new AppError('path_missing', `${path} cannot be read: check the path.`, { cause })
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/**
 * Reads a file with one JSON object a line.
 * @throws AppError `path_missing`, or `dataset_invalid` naming the first line that is wrong.
 */
export async function readJsonLines<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const lines = (await readText(path)).split('\n')
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return []
    const parsed = schema.safeParse(parseLine(line))
    if (parsed.success) return [parsed.data]
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    throw new AppError(
      'dataset_invalid',
      `${path}, line ${at + 1}: not an object of the expected form${field ? ` (${field})` : ''}.`,
    )
  })
}

/** Relevance judgements: `query <TAB> document <TAB> grade`; lines whose grade is no number are headings. */
export async function readJudgements(path: string): Promise<Map<string, Map<string, number>>> {
  const judgements = new Map<string, Map<string, number>>()
  for (const line of (await readText(path)).split('\n')) {
    const [query, document, grade] = line.trim().split('\t')
    if (!query || !document || !(Number(grade) > 0)) continue
    judgements.set(query, (judgements.get(query) ?? new Map<string, number>()).set(document, Number(grade)))
  }
  return judgements
}
