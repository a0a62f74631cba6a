import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitSentences } from '../../src/language/sentences.ts'

const split = (text: string, start = 0, end = text.length): string[] =>
  splitSentences(text, { start, end }).map((span) => text.slice(span.start, span.end))

describe('sentences in Chinese', () => {
  it('ends them at 。！？；… and keeps closing quotes and brackets', () => {
    expect(split('闸口晚了37天。窗口只有每周三！怎么办？！再等等……这些；那些。')).toEqual([
      '闸口晚了37天。',
      '窗口只有每周三！',
      '怎么办？！',
      '再等等……',
      '这些；',
      '那些。',
    ])
    expect(split('客户问：“能不能提前？”没有人答。（会后补签。）完了。')).toEqual([
      '客户问：“能不能提前？”',
      '没有人答。',
      '（会后补签。）',
      '完了。',
    ])
  })

  it('does not end them at colons, nor inside short brackets and quotes', () => {
    expect(split('要求：材料齐全（合同；报价；授权），签“先演示；再签字”四个字。')).toHaveLength(1)
  })

  it('goes on after a quoted sentence when a comma follows', () => {
    expect(split('“可以。”，石敬轩说。')).toEqual(['“可以。”，石敬轩说。'])
  })
})

describe('sentences in English', () => {
  it('ends them at full stops, but not in abbreviations, numbers and versions', () => {
    expect(
      split('Version 3.2 shipped (v1.0.4) on Jan. 5 by Dr. Shi. Gate 3, e.g. the left one, was late! Was it? Yes.'),
    ).toEqual([
      'Version 3.2 shipped (v1.0.4) on Jan. 5 by Dr. Shi.',
      'Gate 3, e.g. the left one, was late!',
      'Was it?',
      'Yes.',
    ])
    expect(split('We paid 1,000.50 yuan. See No. 5. It ended in 2024. The port reopened.')).toEqual([
      'We paid 1,000.50 yuan.',
      'See No. 5.',
      'It ended in 2024.',
      'The port reopened.',
    ])
  })

  it('leaves addresses, file names and code whole', () => {
    expect(split('打开 https://port.example/a?b=1;c=2 看 README.md 再说。')).toHaveLength(1)
  })

  it('keeps straight closing quotes with the sentence', () => {
    expect(split('He said "Go." Then he left.')).toEqual(['He said "Go."', 'Then he left.'])
    expect(split('他说"先验收。"然后走了。')).toEqual(['他说"先验收。"', '然后走了。'])
  })
})

describe('list marks', () => {
  it('do not stand alone as sentences', () => {
    expect(split('1. 先踏勘。2. 再报价。\n2.1 范围\n3、验收')).toEqual([
      '1. 先踏勘。',
      '2. 再报价。',
      '2.1 范围',
      '3、验收',
    ])
    expect(split('-\n1. 先踏勘')).toHaveLength(1)
  })

  it.each([
    ['动作是 1.分析需求，落到业务点 2.分析友商 3.选点', ['动作是', '1.分析需求，落到业务点', '2.分析友商', '3.选点']],
    ['要求：（1）材料齐（2）签字，见表（1）', ['要求：', '（1）材料齐', '（2）签字，见表（1）']],
    ['包括①设计②开发③测试', ['包括', '①设计', '②开发', '③测试']],
    ['一、意见：要快 二、建议：要稳', ['一、意见：要快', '二、建议：要稳']],
    ['沟通：要主动。 -对外：客户；-对内：同事', ['沟通：要主动。', '-对外：客户；', '-对内：同事']],
  ])('start new sentences inside a line: %s', (text, sentences) => {
    expect(split(text)).toEqual(sentences)
  })

  it('are not seen in counts, decimals and ranges', () => {
    expect(split('第1、2、3期和方案1、方案2都按 1.5 倍算')).toHaveLength(1)
    expect(split('周期 2025-03-12 - 2025-11-30 不变')).toHaveLength(1)
  })
})

describe('line breaks and gaps', () => {
  it('joins a line that a page has broken inside a sentence', () => {
    expect(split('港区网络割接窗口只有每周三\n凌晨，所以延期。')).toHaveLength(1)
    expect(split('The cameras arrived 37 days late because the\nsupplier had to reschedule production.')).toHaveLength(
      1,
    )
    expect(
      split(
        '北渚政务热线没有到线，当时没有上会，结果百分之九\n十二的承诺就写进去了，一个标平均花14.\n5天，找材料4天。',
      ),
    ).toHaveLength(1)
  })

  it('ends a sentence where the next line starts with a mark, a label, a heading or a row', () => {
    for (const next of [
      '1. 签字',
      '- 签字',
      '（一）签字',
      '纪若川：签字',
      '第三章 签字',
      '**签字**',
      '| 签字 | 蒲秋实 |',
    ]) {
      expect(split(`会前把所有验收材料都准备好并发给客户确认\n${next}`)).toHaveLength(2)
    }
  })

  it('ends a title at its line and a thought at a blank line', () => {
    expect(split('项目背景\n本项目由临渊港务集团建设，合同额2860万。')).toEqual([
      '项目背景',
      '本项目由临渊港务集团建设，合同额2860万。',
    ])
    expect(split('推进分级\n加强培训\n抓回款')).toEqual(['推进分级', '加强培训', '抓回款'])
    expect(split('会前材料要齐\n\n会后纪要要签。')).toHaveLength(2)
  })

  it('starts new sentences at gaps of glued one-line notes', () => {
    expect(split('先踏勘再报价  材料要齐\t三天内签字')).toEqual(['先踏勘再报价', '材料要齐', '三天内签字'])
    expect(split('需要业务部门从自己的角度提出需求 重点的项目带着他们一起做分析')).toHaveLength(2)
    expect(split('由 石敬轩 负责踏勘')).toHaveLength(1)
  })

  it('does not take padding in a name, a date or after a colon for a gap', () => {
    expect(split('石  轩：我说两点')).toHaveLength(1)
    expect(split('纪若川\t11139：我说两点')).toHaveLength(1)
    expect(split('10月21日 22:38  修改连接池')).toHaveLength(1)
    expect(split('原因：  到货晚')).toHaveLength(1)
  })

  it('keeps a row of a table whole', () => {
    expect(split('| 立项 | 立项单。签字 |\n|---|---|\n后面的话。')).toEqual([
      '| 立项 | 立项单。签字 |',
      '|---|---|',
      '后面的话。',
    ])
  })
})

describe('long runs', () => {
  it('are cut at a comma, and never inside a number, a word or a character', () => {
    const text = `${'踏勘'.repeat(140)}，${'抓回款'.repeat(60)}`
    expect(split(text)).toEqual([`${'踏勘'.repeat(140)}，`, '抓回款'.repeat(60)])
    for (const word of ['implementation ', '12,345.67 ', '😀']) {
      const pieces = split(word.repeat(300))
      expect(pieces.length).toBeGreaterThan(1)
      for (const piece of pieces) expect(piece.length % word.length).toBe(word === '😀' ? 0 : word.length - 1)
    }
  })

  it('stay whole where they are one word', () => {
    expect(split('a'.repeat(3_000))).toHaveLength(1)
  })
})

const fragment = fc.constantFrom(
  ...[
    '踏勘',
    '港口',
    '。',
    '！',
    '；',
    '，',
    '、',
    '：',
    '…',
    '“',
    '”',
    '（',
    '）',
    '"',
    '(',
    ')',
    '. ',
    '.',
    '! ',
    '?',
    ';',
    ' ',
    '  ',
    '\t',
    '\n',
    '\r\n',
    '\n\n',
  ],
  ...[
    '\u3000',
    '\ufeff',
    '1. ',
    '2、',
    '（3）',
    '①',
    '- ',
    '| ',
    ' | ',
    '#',
    '**',
    'word',
    'Dr',
    'e.g.',
    'A',
    '3.2',
    '1,000',
    'v1.0',
    '😀',
    '👨\u200d👩',
    '\ud800',
    '\udc00',
    'é',
  ],
  '石敬轩：',
)
const mixed = fc.array(fragment, { maxLength: 120 }).map((parts) => parts.join(''))

describe('for any text', () => {
  it('sentences are exact, trimmed, in order, and hold everything but white space', () => {
    fc.assert(
      fc.property(mixed, fc.nat(20), (text, cut) => {
        const span = { start: Math.min(cut, text.length), end: text.length }
        const sentences = splitSentences(text, span)
        let last = span.start
        let held = ''
        for (const { start, end } of sentences) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          const sentence = text.slice(start, end)
          expect(sentence).toBe(sentence.trim())
          held += sentence
          last = end
        }
        expect(last).toBeLessThanOrEqual(span.end)
        expect(held.replace(/\s/g, '')).toBe(text.slice(span.start).replace(/\s/g, ''))
      }),
      { numRuns: 2_000 },
    )
  })

  it('no boundary lies inside a surrogate pair, a number or a word', () => {
    fc.assert(
      fc.property(
        mixed.map((text) => text.repeat(8)),
        (text) => {
          for (const { start, end } of splitSentences(text, { start: 0, end: text.length })) {
            for (const at of [start, end]) {
              const around = text.slice(Math.max(0, at - 1), at + 1)
              expect(around).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/)
              expect(around).not.toMatch(/^[A-Za-z0-9]{2}$/)
            }
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('the time grows with the length only', () => {
    for (const unit of ['（', '(“', '1. ', '\n', 'a | ', '，\n', '踏 ', 'a. ', '。"']) {
      const text = unit.repeat(200_000)
      const before = performance.now()
      splitSentences(text, { start: 0, end: text.length })
      expect(performance.now() - before).toBeLessThan(5_000)
    }
  })
})
