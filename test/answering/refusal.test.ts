import { describe, expect, it } from 'vitest'
import { writeRefusal } from '../../src/answering/refusal.ts'
import { findWhoMightKnow } from '../../src/answering/who-might-know.ts'
import { makePassages } from './sources.ts'

const { passages } = makePassages([
  { title: '云栖复盘', speaker: '祝长青 20417', text: '传感器晚到 21 天。\n\n责任人：温静姝，电话 13800001111。' },
  { title: '明川指南', text: '评审由实施部组织，冉大勇主持评审。\n\n报销按月，纪若川负责。' },
  { title: 'Gateway notes', text: 'Owner: Ran Dayong, mail ran@example.com.' },
])

describe('who might know', () => {
  it('names at most three who speak or answer for the matter, nearest first, with the document that names them', () => {
    expect(findWhoMightKnow(passages)).toEqual([
      { name: '祝长青', documentId: 'document-1', title: '云栖复盘' },
      { name: '温静姝', documentId: 'document-1', title: '云栖复盘' },
      { name: '冉大勇', documentId: 'document-2', title: '明川指南' },
    ])
  })

  it('tells names and nothing else of a person', () => {
    const knowers = findWhoMightKnow(passages.slice(4))
    expect(knowers).toEqual([{ name: 'Ran Dayong', documentId: 'document-3', title: 'Gateway notes' }])
    expect(JSON.stringify(findWhoMightKnow(passages))).not.toMatch(/\d{5}|@/)
  })

  it('names nobody where nobody is named', () => {
    expect(findWhoMightKnow(makePassages([{ title: '说明', text: '升级需停机。' }]).passages)).toEqual([])
  })
})

describe('a refusal', () => {
  it('says what is missing, what was searched, what is nearest and whom to ask', () => {
    const text = writeRefusal('zh', passages, ['汀兰'], { asked: 'money', mightKnow: findWhoMightKnow(passages) })
    expect(text).toContain('都没有提到“汀兰”')
    expect(text).toContain('没有写出所问的金额')
    expect(text).toContain(`${passages.length} 段（来自 3 份文档）`)
    expect(text).toContain('《云栖复盘》、《明川指南》、《Gateway notes》')
    expect(text).toContain('可以问：祝长青、温静姝、冉大勇')
  })

  it('says so in English', () => {
    const text = writeRefusal('en', passages, [], { asked: 'date', mightKnow: findWhoMightKnow(passages.slice(4)) })
    expect(text).toMatch(/^The corpus does not say\. .*the date asked for does not stand there/)
    expect(text).toContain('Might know: Ran Dayong.')
  })

  it('lets no markup of a title or a name act', () => {
    const [first] = passages
    const forged = first ? [{ ...first, title: '![x](http://evil.example)' }] : []
    expect(writeRefusal('zh', forged, [])).not.toMatch(/!\[|\]\(/)
  })
})
