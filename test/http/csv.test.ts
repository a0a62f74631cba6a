import { expect, it } from 'vitest'
import { toCsv } from '../../src/http/csv.ts'

it('begins with a byte-order mark and ends every row as RFC 4180 has it', () => {
  expect(
    toCsv([
      ['问题', 'n'],
      ['谁签字？', 2],
    ]),
  ).toBe('\ufeff问题,n\r\n谁签字？,2\r\n')
})

it('quotes what would break a row', () => {
  expect(toCsv([['a,b', 'say "so"', 'two\nlines']])).toBe('\ufeff"a,b","say ""so""","two\nlines"\r\n')
})

it.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1+1', ' =1', '\u00a0=1', '＝1', '＠x'])(
  'lets no spreadsheet take %j for a formula',
  (text) => {
    expect(toCsv([[text]])).toBe(`\ufeff'${text}\r\n`)
  },
)

it('leaves numbers and ordinary text alone', () => {
  expect(toCsv([[-3, 'a=b', '1-2', '']])).toBe('\ufeff-3,a=b,1-2,\r\n')
})
