import { describe, expect, it } from 'vitest'
import { completeFollowUp } from '../../../src/answering/follow-up/complete.ts'
import { readFollowUps } from './exams.ts'

const rows = await readFollowUps()
type Row = (typeof rows)[number]

const bare = (text: string): string => text.normalize('NFKC').replace(/[\s,]/g, '').toLowerCase()
const holds = (text: string, words: string): boolean => words.split('|').some((word) => text.includes(bare(word)))
const isHeldOut = ({ id }: Row): boolean => Number(id.slice(1)) % 2 === 0

/** The share of the words wanted that stand in the full question; 0 where it has a word that it must not have. */
function score({ question, turns, full }: Row): number {
  const written = bare(completeFollowUp(question, turns) ?? question)
  if (full.must_not_have.some((words) => written.includes(bare(words)))) return 0
  return full.must_have.filter((words) => holds(written, words)).length / full.must_have.length
}

const share = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const followUps = rows.filter(({ is_follow_up }) => is_follow_up)
const topics = rows.filter(({ is_follow_up }) => !is_follow_up)
const isLeft = ({ question, turns }: Row): number => Number(completeFollowUp(question, turns) === undefined)

describe.each([
  { name: 'for development', isOf: (row: Row) => !isHeldOut(row), floor: { words: 0.97, whole: 0.97, topics: 1 } },
  { name: 'held out', isOf: isHeldOut, floor: { words: 0.9, whole: 0.87, topics: 1 } },
])('the follow-ups $name, without a model', ({ isOf, floor }) => {
  const asked = followUps.filter(isOf)

  it('get the words that their full question needs', () => {
    expect(share(asked.map(score))).toBeGreaterThanOrEqual(floor.words)
    expect(share(asked.map((row) => Number(score(row) === 1)))).toBeGreaterThanOrEqual(floor.whole)
  })

  it('are told from new topics, which are left alone', () => {
    expect(share(topics.filter(isOf).map(isLeft))).toBeGreaterThanOrEqual(floor.topics)
  })
})
