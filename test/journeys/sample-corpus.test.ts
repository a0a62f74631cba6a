import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readRefusals } from '../answering/exams/exams.ts'
import { getJson, runPrecedent, SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS, startService } from '../helpers/built.ts'
import { temporaryFolder, temporarySuiteFolder } from '../helpers/temporary-folder.ts'

type Summary = {
  added: number
  updated: number
  unchanged: number
  removed: number
  failed: unknown[]
  chunks: number
  tookMs: number
}
type Document = { id: string; versionId: string; path: string; state: string; chunks: number }
type Span = { start: number; end: number }
type Chunk = { id: string; span: Span; text: string }
type Citation = { versionId: string; documentId: string; quote: string; span: Span }
type Answer = { status: string; citations: Citation[]; text: string }
type Scores = { n: number; hit1: number; hit5: number; hit10: number; coverage10: number | null }

const folder = temporarySuiteFolder()

describe('the sample corpus, from folder to cited answer', () => {
  beforeAll(async () => {
    const { code, out } = await runPrecedent(['ingest', SAMPLE_DOCUMENTS, '--json', '--data', folder])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ added: 36, updated: 0, failed: [] })
  }, 120_000)

  it('is unchanged when it is ingested again', async () => {
    const { out } = await runPrecedent(['ingest', SAMPLE_DOCUMENTS, '--json', '--data', folder])
    expect(JSON.parse(out) as Summary).toMatchObject({ added: 0, updated: 0, unchanged: 36, removed: 0, failed: [] })
  })

  it('holds for every chunk over HTTP: the text cut at its span is the chunk', async () => {
    const { url } = await startService(['--data', folder])
    const { documents } = await getJson<{ documents: Document[] }>(`${url}/api/documents?limit=500`)
    expect(documents).toHaveLength(36)
    const sizes: number[] = []
    for (const document of documents) {
      const text = await (await fetch(`${url}/api/documents/${document.id}/text`)).text()
      let cursor: string | undefined = ''
      while (cursor !== undefined) {
        const page: { chunks: Chunk[]; nextCursor?: string } = await getJson(
          `${url}/api/documents/${document.id}/chunks?limit=50${cursor && `&cursor=${cursor}`}`,
        )
        for (const chunk of page.chunks) {
          expect(text.slice(chunk.span.start, chunk.span.end)).toBe(chunk.text)
          sizes.push(chunk.text.length)
        }
        cursor = page.nextCursor
      }
    }
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThanOrEqual(500)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_200)
  })

  it('cuts every quote of an answer from the text that it cites', async () => {
    const { url } = await startService(['--data', folder])
    const questions = [
      '口头变更多久内要补单子',
      '风险备用金提几个点',
      '海棠拒答率怎么降下来的',
      'Who signs a pre-investment?',
    ]
    let quotes = 0
    for (const question of questions) {
      const response = await fetch(`${url}/api/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question }),
      })
      for (const citation of ((await response.json()) as Answer).citations) {
        const source = `${url}/api/documents/${citation.documentId}/text?version=${citation.versionId}`
        const text = await (await fetch(source)).text()
        expect(text.slice(citation.span.start, citation.span.end)).toBe(citation.quote)
        quotes++
      }
    }
    expect(quotes).toBeGreaterThanOrEqual(questions.length)
  })

  it('finds what the questions ask for, and refuses what nobody wrote', async () => {
    const { code, out, err } = await runPrecedent([
      'evaluate',
      'questions',
      SAMPLE_QUESTIONS,
      '--corpus',
      SAMPLE_DOCUMENTS,
      '--json',
      '--data',
      folder,
    ])
    expect(err.includes('Error')).toBe(false)
    expect(code).toBe(0)
    const { all, langs, types, refusal, answerPoints, rows } = JSON.parse(out) as {
      all: Scores
      langs: Record<string, Scores>
      types: Record<string, Scores>
      refusal: { accuracy: number; falseRefusals: number }
      answerPoints: number
      rows: { status: string; answer: string }[]
    }
    expect(all.n).toBe(111)
    expect(all.hit1).toBeGreaterThanOrEqual(0.495)
    expect(all.hit5).toBeGreaterThanOrEqual(0.747)
    expect(all.hit10).toBeGreaterThanOrEqual(0.81)
    expect(all.coverage10).toBeGreaterThanOrEqual(0.78)
    expect(langs.zh?.hit5).toBeGreaterThanOrEqual(0.717)
    expect(langs.en?.hit5).toBeGreaterThanOrEqual(0.842)
    expect(types.paraphrase_hard?.hit10).toBeGreaterThanOrEqual(0.406)
    expect(refusal.accuracy).toBeGreaterThanOrEqual(0.94)
    expect(refusal.falseRefusals).toBeLessThanOrEqual(0.04)
    expect(answerPoints).toBeGreaterThanOrEqual(0.5)
    const lengths = rows
      .filter(({ status }) => status !== 'refused')
      .map(({ answer }) => answer.replace(/\[\d+\]/g, '').length)
      .sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(350)
  }, 120_000)

  it('refuses near misses, and none of what stands beside them', async () => {
    const questions = join(temporaryFolder(), 'refusals.jsonl')
    const lines = (await readRefusals()).map((row) => ({
      id: row.id,
      type: row.why,
      lang: 'zh',
      question: row.question,
      answerable: row.answerable,
      evidence: row.answerable ? [{ doc: row.source, quote: row.evidence }] : [],
      answer_points: [],
    }))
    await writeFile(questions, lines.map((line) => JSON.stringify(line)).join('\n'))
    const { code, out } = await runPrecedent([
      'evaluate',
      'questions',
      questions,
      '--corpus',
      SAMPLE_DOCUMENTS,
      '--json',
      '--data',
      folder,
    ])
    expect(code).toBe(0)
    const { refusal } = JSON.parse(out) as { refusal: { accuracy: number; falseRefusals: number } }
    expect(refusal.accuracy).toBeGreaterThanOrEqual(0.61)
    expect(refusal.falseRefusals).toBeLessThanOrEqual(0.02)
  }, 120_000)
})
