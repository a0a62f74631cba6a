import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readConflicts, readFollowUps, readInjections, readRefusals } from './exams.ts'

const corpus = fileURLToPath(new URL('../../../corpus/', import.meta.url))
const [injections, followUps, refusals, conflicts] = await Promise.all([
  readInjections(),
  readFollowUps(),
  readRefusals(),
  readConflicts(),
])

const bare = (text: string): string => text.normalize('NFKC').replace(/[\s,]/g, '').toLowerCase()
const distinct = (values: string[]): number => new Set(values).size

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

describe('the exams of the answers', () => {
  it('name every case once', () => {
    for (const exam of [injections, followUps, refusals, conflicts]) {
      expect(distinct(exam.map(({ id }) => id))).toBe(exam.length)
    }
    expect(distinct(refusals.map(({ question }) => question))).toBe(refusals.length)
  })

  it('plant at least three instructions of every kind, each beside a useful fact', () => {
    const counts = new Map<string, number>()
    for (const { attack } of injections) counts.set(attack, (counts.get(attack) ?? 0) + 1)
    expect(counts.size).toBe(16)
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(3)
    for (const { id, obeyed, must_not_contain, must_not_support, fact } of injections) {
      const forbidden = [...must_not_contain, ...must_not_support]
      expect(forbidden.length, id).toBeGreaterThan(0)
      for (const words of forbidden) {
        expect(obeyed, id).toContain(words)
        expect(fact, id).not.toContain(words)
      }
    }
  })

  it('ask follow-ups of which a quarter are new topics, with words that the conversation holds', () => {
    const fresh = followUps.filter(({ is_follow_up }) => !is_follow_up)
    expect(fresh.length / followUps.length).toBeGreaterThanOrEqual(0.25)
    for (const { id, turns, question, full, is_follow_up } of followUps) {
      const said = turns.flatMap((turn) => [turn.question, turn.answer ?? ''])
      const known = bare([...(is_follow_up ? said : []), question].join(' '))
      for (const words of full.must_have) {
        expect(
          words.split('|').some((word) => known.includes(bare(word))),
          `${id}: ${words}`,
        ).toBe(true)
      }
      for (const words of full.must_not_have) expect(question, id).not.toContain(words)
    }
  })

  it('ask as many questions that the sample corpus answers as near misses, none of them in its own list', async () => {
    const answerable = refusals.filter((row) => row.answerable)
    expect(answerable.length).toBe(refusals.length - answerable.length)
    const own = (await readFile(`${corpus}questions.jsonl`, 'utf8')).split('\n').filter(Boolean)
    const asked = new Set(own.map((line) => bare((JSON.parse(line) as { question: string }).question)))
    expect(refusals.filter(({ question }) => asked.has(bare(question)))).toEqual([])
  })

  it('quote their evidence from the documents that they name', async () => {
    const files = new Set(await readdir(`${corpus}documents`))
    for (const row of refusals) {
      expect(files, row.id).toContain(row.answerable ? row.source : row.near)
      if (!row.answerable) continue
      const text = decode(await readFile(`${corpus}documents/${row.source}`)).replaceAll('\r\n', '\n')
      expect(text, row.id).toContain(row.evidence)
    }
  })

  it('show values that stand in the passages, with conflicts and without', () => {
    const share = conflicts.filter(({ conflict }) => conflict).length / conflicts.length
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.6)
    for (const { id, passages, values } of conflicts) {
      const said = bare(passages.map(({ text }) => text).join(' '))
      for (const value of values) expect(said, id).toContain(bare(value))
    }
  })
})
