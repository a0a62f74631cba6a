import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findAnswer, saveAnswer } from '../../src/db/answers.ts'
import { backUp } from '../../src/db/backup.ts'
import { DATABASE_FILE, type Database, openDatabase } from '../../src/db/client.ts'
import { removeConversation } from '../../src/db/conversations.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { countGaps, findGap, listGaps } from '../../src/db/gap-list.ts'
import { changeGap, type NotedGap, noteGap, removeGap } from '../../src/db/gaps.ts'
import { questionKey } from '../../src/db/question-key.ts'
import { restore } from '../../src/db/restore.ts'
import { addDocument, openLibrary } from '../helpers/library.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

let db: Database
beforeEach(() => {
  db = openLibrary()
})
afterEach(() => db.$client.close())

const QUESTION = '海外项目的质保期是多久？'

function note(fields: Partial<NotedGap> = {}): string {
  const gap = { question: QUESTION, language: 'zh' as const, reason: 'no_value', missing: ['海外项目'], nearest: [] }
  return noteGap(db, { ...gap, answerId: 'a-0', ...fields })
}

function keep(id: string, body: object, conversationId: string | null = null): void {
  const row = { id, conversationId, question: QUESTION, snapshot: 's1', body: JSON.stringify(body) }
  saveAnswer(db, { ...row, createdAt: new Date().toISOString() })
}

describe('the key of a question', () => {
  it.each([
    ['海外项目的质保期是多久？', '请问海外项目的质保期 是多久呢'],
    ['Who signs the list?', 'who signs  THE list'],
    ['质保期ＡＢＣ多久', '质保期abc多久?'],
    ['驗收要簽字嗎', '验收要签字吗'],
  ])('takes %s and %s for one', (one, other) => {
    expect(questionKey(one)).toBe(questionKey(other))
  })

  it.each([
    ['C++ 规范在哪', 'C 规范在哪'],
    ['预算 3.5 万怎么批', '预算 35 万怎么批'],
    ['two forms', 'twoforms'],
    ['呢', '吗'],
    ['？', '！！'],
  ])('tells %s and %s apart', (one, other) => {
    expect(questionKey(one)).not.toBe(questionKey(other))
    expect(questionKey(one)).not.toBe('')
  })
})

describe('a knowledge gap', () => {
  it('counts up when the same question is asked again, and keeps its first words and its latest reason', () => {
    const first = note()
    const again = note({ question: '请问，海外项目的质保期是多久', reason: 'unknown_entity', missing: [] })
    expect(again).toBe(first)
    expect(listGaps(db, { limit: 9 })).toMatchObject([
      { id: first, question: QUESTION, timesAsked: 2, reason: 'unknown_entity', missing: [], state: 'open', owner: '' },
    ])
    expect(note({ question: '海外项目的验收标准呢' })).not.toBe(first)
  })

  it('is found again by the answers that left it, whichever was kept first', () => {
    const id = note({ answerId: 'a-1' })
    keep('a-1', { status: 'refused', gapId: id })
    keep('a-2', { status: 'refused' })
    note({ answerId: 'a-2' })
    const { answers } = findGap(db, id) ?? {}
    expect(answers?.map((answer) => [answer.id, answer.status]).sort()).toEqual([
      ['a-1', 'refused'],
      ['a-2', 'refused'],
    ])
  })

  it('shows that the same question was answered since, without closing, until it is refused anew', () => {
    const id = note()
    keep('a-1', { status: 'answered' })
    expect(findGap(db, id)).toMatchObject({ state: 'open', answeredAt: expect.any(String), timesAsked: 1 })
    note()
    expect(findGap(db, id)).toMatchObject({ answeredAt: null, timesAsked: 2 })
  })

  it('is filled by a follow-up that was completed into the same question, not by a partial answer', () => {
    const id = note()
    keep('a-1', { status: 'partial' })
    expect(findGap(db, id)?.answeredAt).toBeNull()
    const asked = {
      id: 'a-2',
      conversationId: 'c-1',
      question: '那质保期呢',
      snapshot: 's1',
      createdAt: '2026-01-01T00:00:00Z',
    }
    saveAnswer(db, { ...asked, body: JSON.stringify({ status: 'answered', asked: QUESTION }) })
    expect(findGap(db, id)?.answeredAt).toBe('2026-01-01T00:00:00Z')
  })

  it('is not counted when an answer is only made again', () => {
    const id = note()
    changeGap(db, id, { state: 'answered' })
    note({ replayOf: 'a-0', reason: 'low_coverage' })
    expect(findGap(db, id)).toMatchObject({ timesAsked: 1, reason: 'low_coverage', state: 'answered' })
  })

  it('goes to its owner and back, and is open again when a closed one is refused', () => {
    const id = note()
    changeGap(db, id, { owner: '周敏' })
    expect(findGap(db, id)?.state).toBe('assigned')
    changeGap(db, id, { owner: '' })
    expect(findGap(db, id)?.state).toBe('open')
    changeGap(db, id, { owner: '周敏', state: 'answered', note: '已补充' })
    note()
    expect(findGap(db, id)).toMatchObject({ state: 'assigned', owner: '周敏', note: '已补充' })
    changeGap(db, id, { state: 'dismissed' })
    note()
    expect(findGap(db, id)?.state).toBe('dismissed')
    expect(() => changeGap(db, id, { owner: '', state: 'assigned' })).toThrow(/owner/)
    expect(countGaps(db)).toEqual({ open: 0, assigned: 0, answered: 0, dismissed: 1 })
  })

  it('names the nearest documents by the titles that they have now, each once, and none that is gone', async () => {
    const one = await addDocument(db, { path: 'a.md', paragraphs: ['质保'], fields: { title: '旧标题' } })
    const other = await addDocument(db, { path: 'b.md', paragraphs: ['维保'], fields: { title: '维保' } })
    const ids = [one.documentId, 'never there', one.documentId, other.documentId]
    const id = note({ nearest: ids.map((documentId) => ({ documentId })) })
    db.$client.prepare('UPDATE documents SET title = ? WHERE id = ?').run('新标题', one.documentId)
    expect(findGap(db, id)?.documents.map(({ title }) => title)).toEqual(['新标题', '维保'])
    removeDocuments(db, [one.documentId])
    expect(findGap(db, id)?.documents.map(({ title }) => title)).toEqual(['维保'])
  })

  it('stays when its answers go, and they stay when it goes', () => {
    const id = note({ answerId: 'a-1' })
    keep('a-1', { status: 'refused', gapId: id }, 'c-1')
    keep('a-2', { status: 'refused', gapId: id })
    removeConversation(db, 'c-1')
    expect(findGap(db, id)?.answers.map((answer) => answer.id)).toEqual(['a-2'])
    expect(removeGap(db, id)).toBe(true)
    expect(removeGap(db, id)).toBe(false)
    expect(findAnswer(db, 'a-2')?.gapId).toBeNull()
    keep('a-3', { status: 'refused', gapId: id })
    expect(findAnswer(db, 'a-3')).toBeDefined()
  })

  it('shows its latest twenty answers', () => {
    const id = note()
    for (let at = 0; at < 25; at++) {
      const row = { id: `a-${at}`, conversationId: null, question: QUESTION, snapshot: 's1' }
      const createdAt = `2026-01-01T00:00:${String(at).padStart(2, '0')}.000Z`
      saveAnswer(db, { ...row, body: JSON.stringify({ status: 'refused', gapId: id }), createdAt })
    }
    const { answers = [] } = findGap(db, id) ?? {}
    expect(answers).toHaveLength(20)
    expect(answers[0]?.id).toBe('a-24')
  })

  it('comes back from a backup', async () => {
    const id = note()
    changeGap(db, id, { owner: '周敏' })
    const [file, dataFolder] = [join(temporaryFolder(), 'library.zip'), join(temporaryFolder(), 'data')]
    const from = db.$client.name.slice(0, -DATABASE_FILE.length - 1)
    await backUp(db, { dataFolder: from, file, replacesFile: false })
    await restore({ dataFolder, file })
    const restored = openDatabase(dataFolder)
    expect(findGap(restored, id)).toMatchObject({ question: QUESTION, owner: '周敏' })
    restored.$client.close()
  })
})
