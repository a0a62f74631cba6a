import { describe, expect, it } from 'vitest'
import { disarmMarkdown, showQuote } from '../../src/answering/plain-text.ts'

describe('disarmMarkdown', () => {
  it.each([
    ['see ![x](http://evil.example/a.png) here', 'see x here'],
    ['[click](javascript:alert(1))', /^click/],
    ['<img src=x onerror=alert(1)>', '＜img src=x onerror=alert(1)>'],
    ['as before [3]', 'as before ［3］'],
    ['as before [^3]', 'as before ［^3］'],
    ['**bold** `code`', "bold 'code'"],
    ['# heading', 'heading'],
    ['a < b and 3 < 5', 'a < b and 3 < 5'],
  ])('%s', (text, expected) => {
    if (typeof expected === 'string') expect(disarmMarkdown(text)).toBe(expected)
    else expect(disarmMarkdown(text)).toMatch(expected)
    expect(disarmMarkdown(text)).not.toMatch(/\]\(|<[a-z]|\[\^?\d+\]/)
  })
})

describe('showQuote', () => {
  it('shows a row of a table as a phrase and drops the marks of a list', () => {
    expect(showQuote('| 2025-09-14 | 摄像机到货，晚 37 天 |')).toBe('2025-09-14；摄像机到货，晚 37 天')
    expect(showQuote('- 以后每月拜访一次')).toBe('以后每月拜访一次')
    expect(showQuote('2. 以后每月拜访一次')).toBe('以后每月拜访一次')
  })

  it('joins lines that were broken by the width of a page', () => {
    expect(showQuote('客户为临渊\n港务集团')).toBe('客户为临渊港务集团')
    expect(showQuote('signed by\nthe customer')).toBe('signed by the customer')
  })
})
