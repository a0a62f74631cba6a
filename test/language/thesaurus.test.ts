import { describe, expect, it } from 'vitest'
import { joinThesauri } from '../../src/language/join-thesauri.ts'
import { normaliseForMatch } from '../../src/language/normalise.ts'
import { buildThesaurus, type Concept, type Thesaurus } from '../../src/language/thesaurus.ts'

const concept = (id: string, chinese: string[], english: string[] = []): Concept => ({
  id,
  chinese,
  english,
  strength: 3,
})
const found = ({ findMentions }: Thesaurus, text: string) =>
  findMentions(normaliseForMatch(text)).map(({ member, concepts }) => `${member}: ${concepts.map(({ id }) => id)}`)

describe('findMentions', () => {
  const thesaurus = buildThesaurus([
    concept('pass', ['合格', '达标'], ['pass', 'up to standard']),
    concept('fail', ['不合格', '不达标'], ['fail', 'delivery']),
    concept('bill', ['单据', '报销单', '报销'], ['bill of materials', 'bill']),
  ])

  it('takes the longest member: 不合格 is not 合格', () => {
    expect(found(thesaurus, '验收不合格，复查合格')).toEqual(['不合格: fail', '合格: pass'])
    expect(found(thesaurus, 'the bill of materials')).toEqual(['bill of materials: bill'])
  })

  it('counts members that overlap without one covering the other', () => {
    const overlapping = buildThesaurus([concept('a', ['项目经理']), concept('b', ['经理人'])])
    expect(found(overlapping, '项目经理人')).toEqual(['项目经理: a', '经理人: b'])
  })

  it('counts no member that a longer one covers, wherever that begins', () => {
    const nested = buildThesaurus([concept('a', ['解决方案中心']), concept('b', ['方案']), concept('c', ['方案中心'])])
    expect(found(nested, '解决方案中心的方案')).toEqual(['解决方案中心: a', '方案: b'])
  })

  it('takes members of other scripts as whole words', () => {
    expect(found(thesaurus, 'bypass the billboard passport')).toEqual([])
    expect(found(thesaurus, '要pass才行')).toEqual(['pass: pass'])
  })

  it('folds the inflections of members of other scripts, those of several words too', () => {
    expect(found(thesaurus, 'Bills failed, deliveries passing')).toEqual([
      'bill: bill',
      'fail: fail',
      'delivery: fail',
      'pass: pass',
    ])
    expect(found(thesaurus, 'bills of material')).toEqual(['bill of materials: bill'])
  })

  it('knows a member of several concepts by all of them', () => {
    const several = buildThesaurus([concept('a', ['通知', '告知']), concept('b', ['公告', '通知'])])
    expect(found(several, '通知')).toEqual(['通知: a,b'])
  })

  it('finds members across full width, case and traditional characters', () => {
    expect(found(buildThesaurus([concept('a', ['驗收'], ['SOW'])]), '验收ＳＯＷ')).toEqual(['验收: a', 'sow: a'])
  })

  it('takes no single Han character, no function word and nothing without letters for a member', () => {
    const odd = buildThesaurus([concept('a', ['款', '怎么', '！', ''], ['the', ' '])])
    expect(found(odd, '款怎么 the ！')).toEqual([])
  })

  it('says where a member stands in the text', () => {
    const [mention] = thesaurus.findMentions('先 up to standard 再说')
    expect(mention).toMatchObject({ start: 2, end: 16 })
  })
})

describe('finderOf', () => {
  const pass = concept('pass', ['合格'], ['pass'])
  const thesaurus = buildThesaurus([pass, concept('fail', ['不合格'])])

  it('does not find a member inside a longer one of another concept', () => {
    expect(thesaurus.finderOf([pass])('不合格，合格')).toMatchObject([{ member: '合格', start: 4 }])
  })

  it('finds nothing for no concepts', () => {
    expect(thesaurus.finderOf([])('合格 pass')).toEqual([])
  })
})

describe('joinThesauri', () => {
  const pass = concept('pass', ['合格', '达标'])
  const fail = concept('fail', ['不合格'])
  const ours = concept('ours', ['合格', '过关'])
  const joined = joinThesauri(buildThesaurus([pass, fail]), buildThesaurus([ours]))

  it('gives a member of both the concepts of both', () => {
    expect(found(joined, '合格')).toEqual(['合格: pass,ours'])
  })

  it('keeps what one of them alone knows', () => {
    expect(found(joined, '达标，过关')).toEqual(['达标: pass', '过关: ours'])
  })

  it('counts no member that a longer one of the other covers, either way', () => {
    expect(found(joined, '不合格')).toEqual(['不合格: fail'])
    const longer = joinThesauri(buildThesaurus([pass]), buildThesaurus([concept('own', ['不合格'])]))
    expect(found(longer, '不合格')).toEqual(['不合格: own'])
  })

  it('finds for some concepts what it finds for all: a longer member of the other still covers', () => {
    expect(joined.finderOf([ours])('不合格')).toEqual([])
    expect(joined.finderOf([ours])('合格')).toEqual(joined.findMentions('合格'))
  })
})
