import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseForMatch } from '../../src/language/normalise.ts'
import { extractTerms } from '../../src/language/terms.ts'
import { foldTraditional } from '../../src/language/traditional.ts'

describe('normaliseForMatch', () => {
  it.each([
    ['驗收報告', '验收报告'],
    ['專案結束後三個月內提交', '专案结束后三个月内提交'],
    ['發票與付款條件', '发票与付款条件'],
    ['髮型', '发型'],
    ['為甚麼會延遲', '为甚么会延迟'],
    ['裏面裡面', '里面里面'],
    ['乾淨', '干净'],
    ['皇后之後', '皇后之后'],
  ])('reads %s as %s', (traditional, simplified) => {
    expect(normaliseForMatch(traditional)).toBe(simplified)
  })

  it.each([
    ['計畫', '计划'],
    ['瞭解', '了解'],
    ['瞭望', '瞭望'],
    ['答覆', '答复'],
    ['覆蓋', '覆盖'],
    ['藉由', '借由'],
    ['隨著', '随着'],
    ['著手', '着手'],
    ['著名', '著名'],
    ['顯著', '显著'],
    ['漫畫', '漫画'],
  ])('looks at the neighbours of a character with two simplified forms: %s is %s', (traditional, simplified) => {
    expect(normaliseForMatch(traditional)).toBe(simplified)
  })

  it('leaves simplified Chinese as it is', () => {
    const text = '项目经理在验收前三天收到客户的书面意见,后来决定延期;显著、著作、覆盖、狼藉都照旧'
    expect(normaliseForMatch(text)).toBe(text)
  })

  it.each([
    ['验\u200b收', '验收'],
    ['\ufeff验收\u200d', '验收'],
    ['co\u00adoperation', 'cooperation'],
    ['\u202e验收\u202c', '验收'],
    ['❤\ufe0f', '❤'],
    ['\u200b\u200c\u2060', ''],
  ])('leaves out characters without width', (text, shown) => {
    expect(normaliseForMatch(text)).toBe(shown)
  })

  it('is the same when applied twice, whatever the text', () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom(...'計畫瞭解驗收隨著藉由答覆後髮\u200b'), fc.string()) })
    fc.assert(
      fc.property(text, (any) => normaliseForMatch(normaliseForMatch(any)) === normaliseForMatch(any)),
      { seed: 5 },
    )
  })

  /** What Unicode says, written out: no character is looked up by itself. */
  const byTheBook = (text: string) =>
    foldTraditional(
      text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\ufe00-\ufe0f]/g, ''),
    )

  it('gives every character the form that Unicode gives it, alone and beside others', () => {
    const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code))
    const around = ['', 'a', '验', '計', 'Σ', '\u0301']
    const texts = characters.flatMap((one) => around.map((other) => other + one + other))
    expect(texts.filter((text) => normaliseForMatch(text) !== byTheBook(text))).toEqual([])
  })

  it('gives any text the form that Unicode gives it', () => {
    const unit = fc.oneof(
      fc.constantFrom(...'計畫瞭解著覆驗收e\u0301Ａ１，İΣ①ﬁ\u200bｶﾞ한'),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.string({ unit }), (text) => normaliseForMatch(text) === byTheBook(text)),
      { seed: 7 },
    )
    const long = '驗收ＡＢ，'.repeat(10_000)
    expect(normaliseForMatch(long)).toBe(byTheBook(long))
  })

  it('gives the same terms for both ways of writing', () => {
    expect(extractTerms('驗收報告的簽署')).toEqual(extractTerms('验收报告的签署'))
  })
})

describe('foldTraditional', () => {
  it('keeps the length, so that offsets of the one are offsets of the other', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => foldTraditional(text).length === text.length))
    const everyHan = Array.from({ length: 0xa000 - 0x3400 }, (_, at) => String.fromCharCode(0x3400 + at))
    expect(everyHan.filter((character) => foldTraditional(character).length !== 1)).toEqual([])
  })

  it('gives a form that is not folded any further', () => {
    const everyHan = Array.from({ length: 0xa000 - 0x3400 }, (_, at) => String.fromCharCode(0x3400 + at))
    const once = everyHan.map(foldTraditional)
    expect(once.filter((character) => foldTraditional(character) !== character)).toEqual([])
  })

  it('leaves characters outside the basic plane and lone surrogates alone', () => {
    expect(foldTraditional('𠮷🎉\ud83d驗')).toBe('𠮷🎉\ud83d验')
  })
})
