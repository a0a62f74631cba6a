import { describe, expect, it } from 'vitest'
import { findFault, readWords } from '../../web/pages/terms/concept-words.ts'

const draft = (chinese: string, english = '') => ({ chinese, english, strength: 3 as const })

describe('the words of a term', () => {
  it('are parted by any comma, a line or a bar, each taken once', () => {
    expect(readWords(' 小灰盒、边缘网关，采集盒;网关\n小灰盒|盒子 ')).toEqual([
      '小灰盒',
      '边缘网关',
      '采集盒',
      '网关',
      '盒子',
    ])
  })

  it('keep their spaces: a phrase is one', () => {
    expect(readWords('edge gateway, grey box')).toEqual(['edge gateway', 'grey box'])
  })

  it.each([
    [draft('小灰盒'), 'few'],
    [draft('PMO', 'ｐｍｏ'), 'few'],
    [draft('小灰盒、盒'), 'short'],
    [draft('小灰盒', 'x'.repeat(41)), 'long'],
    [draft(Array.from({ length: 21 }, (_, n) => `词${n}`).join('、')), 'many'],
  ])('are not taken when %j', (typed, kind) => {
    expect(findFault(typed)?.kind).toBe(kind)
  })

  it('are taken in one language or both', () => {
    expect(findFault(draft('小灰盒、边缘网关'))).toBeUndefined()
    expect(findFault(draft('小灰盒', 'edge gateway'))).toBeUndefined()
  })
})
