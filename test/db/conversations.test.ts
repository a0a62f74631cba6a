import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { expect, it } from 'vitest'
import { saveAnswer } from '../../src/db/answers.ts'
import { DATABASE_FILE, openDatabase } from '../../src/db/client.ts'
import { conversationAnswers, listConversations, recallTurns } from '../../src/db/conversations.ts'
import { openLibrary } from '../helpers/library.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const MIGRATIONS = 'src/db/migrations'

/** The migrations as they were when there were `count` of them. */
function earlierMigrations(count: number): string {
  const folder = join(temporaryFolder(), 'migrations')
  mkdirSync(folder)
  cpSync(MIGRATIONS, folder, { recursive: true })
  const journal = join(folder, 'meta', '_journal.json')
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] }
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, count) }))
  return folder
}

const row = { snapshot: 's1', body: '{}' }

it('finds the conversations of a data folder from before there were any', () => {
  const folder = temporaryFolder()
  const client = new SqliteDatabase(join(folder, DATABASE_FILE))
  migrate(drizzle({ client }), { migrationsFolder: earlierMigrations(1) })
  client.pragma('user_version = 1')
  const insert = client.prepare("INSERT INTO answers VALUES (?, ?, ?, 's1', '{}', ?)")
  insert.run('a-1', 'c-1', 'first?', '2026-01-01T00:00:00.000Z')
  insert.run('a-2', 'c-1', 'second?', '2026-01-03T00:00:00.000Z')
  insert.run('a-3', 'c-2', 'other?', '2026-01-02T00:00:00.000Z')
  insert.run('a-4', null, 'alone?', '2026-01-04T00:00:00.000Z')
  client.close()

  const db = openDatabase(folder)
  expect(listConversations(db, { limit: 9 })).toEqual([
    {
      id: 'c-1',
      title: 'first?',
      answers: 2,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-03T00:00:00.000Z',
    },
    {
      id: 'c-2',
      title: 'other?',
      answers: 1,
      createdAt: '2026-01-02T00:00:00.000Z',
      updatedAt: '2026-01-02T00:00:00.000Z',
    },
  ])
  db.$client.close()
})

it('goes on with a conversation that another process began', () => {
  const db = openLibrary()
  const other = openDatabase(db.$client.name.slice(0, -DATABASE_FILE.length - 1))
  const asked = { ...row, conversationId: 'c-1', question: 'who?' }
  saveAnswer(db, { ...asked, id: 'a-1', createdAt: '2026-01-01T00:00:00.000Z' })
  saveAnswer(other, { ...asked, id: 'a-2', createdAt: '2026-01-01T00:00:01.000Z' })
  expect(listConversations(db, { limit: 9 })).toMatchObject([{ id: 'c-1', answers: 2 }])
  expect(conversationAnswers(db, 'c-1')).toHaveLength(2)
  other.$client.close()
  db.$client.close()
})

it('keeps no conversation for an answer that could not be kept', () => {
  const db = openLibrary()
  const answer = { ...row, id: 'a-1', question: 'who?', createdAt: '2026-01-01T00:00:00.000Z' }
  saveAnswer(db, { ...answer, conversationId: null })
  expect(() => saveAnswer(db, { ...answer, conversationId: 'c-1' })).toThrow(/UNIQUE/)
  expect(listConversations(db, { limit: 9 })).toEqual([])
  db.$client.close()
})

it('recalls the last turns, oldest first, as they were asked in full, without what a refusal said', () => {
  const db = openLibrary()
  const keep = (n: number, body: object) =>
    saveAnswer(db, {
      id: `a-${n}`,
      conversationId: 'c-1',
      question: `question ${n}`,
      snapshot: 's1',
      body: JSON.stringify(body),
      createdAt: '2026-01-01T00:00:00.000Z',
    })
  keep(1, { status: 'answered', text: 'one' })
  keep(2, { status: 'answered', text: 'two [1]', asked: 'question 2 in full' })
  keep(3, { status: 'refused', text: 'The corpus does not say.' })
  keep(4, {})
  saveAnswer(db, {
    ...row,
    id: 'b-1',
    conversationId: 'c-2',
    question: 'other?',
    createdAt: '2026-01-02T00:00:00.000Z',
  })
  expect(recallTurns(db, 'c-1', 3)).toEqual([
    { question: 'question 2', asked: 'question 2 in full', answer: 'two [1]' },
    { question: 'question 3' },
    { question: 'question 4' },
  ])
  expect(recallTurns(db, 'c-3', 3)).toEqual([])
  db.$client.close()
})

it('recalls the last turns of 500 as fast as those of six', () => {
  const db = openLibrary()
  const body = JSON.stringify({ status: 'answered', text: 'x'.repeat(2_000), more: 'y'.repeat(20_000) })
  const fill = (conversationId: string, count: number) => {
    for (let n = 0; n < count; n++) {
      const createdAt = new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString()
      saveAnswer(db, {
        id: `${conversationId}-${n}`,
        conversationId,
        question: `q${n}`,
        snapshot: 's1',
        body,
        createdAt,
      })
    }
  }
  fill('short', 6)
  fill('long', 500)
  const time = (id: string): number => {
    const started = performance.now()
    for (let n = 0; n < 5; n++) recallTurns(db, id, 6)
    return performance.now() - started
  }
  time('short')
  const best = (id: string): number => Math.min(...Array.from({ length: 5 }, () => time(id)))
  expect(recallTurns(db, 'long', 6).map(({ question }) => question)).toEqual([
    'q494',
    'q495',
    'q496',
    'q497',
    'q498',
    'q499',
  ])
  const [short, long] = [best('short'), best('long')]
  expect(long, `${short} ms for 6, ${long} ms for 500`).toBeLessThan(short * 5 + 10)
  db.$client.close()
})
