import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  builtInThesaurus,
  nameConcepts,
  parseConcepts,
  thesaurusVersion,
} from '../../src/language/built-in-thesaurus.ts'
import { normaliseForMatch } from '../../src/language/normalise.ts'

const FOLDER = new URL('../../src/language/concepts/', import.meta.url)
const LINES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.tsv'))
  .flatMap((name) =>
    readFileSync(new URL(name, FOLDER), 'utf8')
      .replace(/\n$/, '')
      .split('\n')
      .map((line, at) => {
        const [chinese = '', english = '', strength = '', ...more] = line.split('\t')
        const words = (column: string) => (column === '' ? [] : column.split('|'))
        return { where: `${name}:${at + 1}`, chinese: words(chinese), english: words(english), strength, more, line }
      }),
  )
type Line = (typeof LINES)[number]
const wrong = (isWrong: (line: Line) => boolean) => LINES.filter(isWrong).map(({ where, line }) => `${where} ${line}`)
const membersOf = ({ chinese, english }: Line) => [...chinese, ...english]

describe('the concepts that come with the program', () => {
  it('are at least 5,000', () => {
    expect(builtInThesaurus().concepts.length).toBe(LINES.length)
    expect(LINES.length).toBeGreaterThanOrEqual(5000)
  })

  it('stand one a line in three columns, the last their strength', () => {
    expect(wrong(({ line }) => line.split('\t').length !== 3)).toEqual([])
    expect(wrong(({ strength }) => !['1', '2', '3'].includes(strength))).toEqual([])
    expect(wrong((line) => membersOf(line).length < 2)).toEqual([])
  })

  it('have no empty member, none with space around it, and none twice in a column', () => {
    expect(wrong((line) => membersOf(line).some((word) => word === '' || word !== word.trim()))).toEqual([])
    const hasTwice = (words: string[]) => new Set(words.map(normaliseForMatch)).size !== words.length
    expect(wrong(({ chinese, english }) => hasTwice(chinese) || hasTwice(english))).toEqual([])
  })

  it('have no member of a single Chinese character, which would stand in too many words', () => {
    expect(wrong((line) => membersOf(line).some((word) => /^\p{Script=Han}$/u.test(word)))).toEqual([])
  })

  it('have English members in lower case in the second column, and no Chinese there', () => {
    expect(wrong(({ english }) => english.some((word) => word !== word.toLowerCase()))).toEqual([])
    expect(wrong(({ english }) => english.some((word) => /\p{Script=Han}/u.test(word)))).toEqual([])
  })

  it('have both languages where they lead between them', () => {
    const between = ({ where }: Line) => where.startsWith('between-languages')
    expect(wrong((line) => between(line) && (line.chinese.length === 0 || line.english.length === 0))).toEqual([])
    const marked = builtInThesaurus().concepts.filter(({ betweenLanguages }) => betweenLanguages === true)
    expect(marked).toHaveLength(LINES.filter(between).length)
  })

  it('have ids of their own, by which they are indexed', () => {
    const ids = builtInThesaurus().concepts.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).not.toContain('')
  })

  it('find what people ask in the words that documents use, and an English question its Chinese words', () => {
    const { findMentions } = builtInThesaurus()
    const idsOf = (text: string) => new Set(findMentions(text).flatMap(({ concepts }) => concepts.map(({ id }) => id)))
    const share = (one: string, other: string) => [...idsOf(one)].some((id) => idsOf(other).has(id))
    expect(share('磨蹭', '延迟')).toBe(true)
    expect(share('acceptance', '验收')).toBe(true)
    expect(share('磨蹭', '通知')).toBe(false)
  })

  it('have a version that is the same each time', () => {
    expect(thesaurusVersion()).toMatch(/^[0-9a-f]{8}$/)
    expect(thesaurusVersion()).toBe(thesaurusVersion())
  })
})

describe('parseConcepts', () => {
  it('reads members and strength, and leaves out what is no concept', () => {
    expect(parseConcepts('催促|催\turge|chase up\t2\n\n一列\n只有|中文\t\t1\n')).toEqual([
      { chinese: ['催促', '催'], english: ['urge', 'chase up'], strength: 2 },
      { chinese: ['只有', '中文'], english: [], strength: 1 },
    ])
  })

  it('marks those that lead between languages', () => {
    expect(parseConcepts('能力\tability\t2', true)).toMatchObject([{ betweenLanguages: true }])
  })
})

describe('nameConcepts', () => {
  it('names a concept by its first member, and numbers those that begin alike', () => {
    const named = nameConcepts(parseConcepts('通知|告知\t\t3\n通知|公告\t\t3\n\tpoc\t3\n'))
    expect(named.map(({ id }) => id)).toEqual(['通知', '通知 2', 'poc'])
  })
})
