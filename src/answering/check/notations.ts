import { writeLongNumbers } from './english-numbers.ts'

const TENTH = '零一二三四五六七八九'
const HOURS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const QUARTERS = 'first second third fourth'.split(' ')

/** Ten to six is 5:50, ten past six 6:10. */
function toClock(minutes: string, side: string, hour: string): string {
  const past = minutes === 'twenty' ? 20 : HOURS.indexOf(minutes) + 1
  const of = HOURS.indexOf(hour) + 1
  return side === 'past' ? `${of}:${past < 10 ? '0' : ''}${past}` : `${of === 1 ? 12 : of - 1}:${60 - past}`
}

type Notation = readonly [RegExp, string | ((...found: string[]) => string)]

/** Ways of writing a value, and the one that the readers of values know. */
const NOTATIONS: readonly Notation[] = [
  [/(?<=小时\d{1,2})分(?!钟)/g, '分钟'],
  [/(?<=\d)分(?=半(?!数))/g, '分钟'],
  [/(?:星期|礼拜)(?=[一二三四五六日天])/g, '周'],
  [/一刻钟/g, '15分钟'],
  [/(?<=\d)点一刻/g, ':15'],
  [/点一刻/g, '点十五分'],
  [/(\d{1,2})[时点](\d{1,2})分(?!钟|之)/g, '$1:$2'],
  [/(\d{1,2})时(?=[前后到至以之,。;开准截])/g, '$1:00'],
  [/(?<![\d.月])(\d{1,2}|[一二三四五六七八九十]{1,3})点(?=[前后到至以之,。;开准截上]|$)/g, '$1点整'],
  [/零点(?=[前后到至以之,。;开准截上整]|$)|午夜/g, '0:00'],
  [/(?<![第\d.])(\d{1,2}|[一二三四五六七八九十]{2,3})号(?=[之前后到至起以晚早上下开发生,。;、的]|$)/g, '$1日'],
  [
    /([一二三四五六七八九])成([一二三四五六七八九半])(?![一二三四五六七八九十百])/g,
    (_, tens = '', ones = '') => `${TENTH.indexOf(tens)}${ones === '半' ? 5 : TENTH.indexOf(ones)}%`,
  ],
  [/半个(百分)?点/g, '0.5个百分点'],
  [/双(?=人|签)/g, '两'],
  [/单(?=人(?!工))/g, '一'],
  [/\b(?:a|one) (day|week|month|year|hour|minute) and a half\b/g, '1.5 $1s'],
  [
    new RegExp(`\\b(five|ten|twenty) (to|past) (${HOURS.join('|')})\\b`, 'g'),
    (_, minutes = '', side = '', hour = '') => toClock(minutes, side, hour),
  ],
  [
    new RegExp(`\\b(${HOURS.join('|')}) in the (morning|afternoon|evening)\\b`, 'g'),
    (_, hour = '', part = '') => ` ${HOURS.indexOf(hour) + 1}:00 ${part === 'morning' ? 'a' : 'p'}.m.`,
  ],
  [/\bmidnight\b/g, '0:00'],
  [/\bnoon\b/g, '12:00'],
  [/\b(first|second|third|fourth) quarter\b/g, (_, word = '') => `q${QUARTERS.indexOf(word) + 1}`],
  [/(?<=[\p{Script=Han}])一半(?=$|[,。;、)!?的])/gu, '50%'],
  [/一(?=(?:季度|季|周|月|年|天)[^,。;?]{0,4}一次)/g, '每'],
  [/\b(?:a|one)[ -]third\b/g, '33.33%'],
  [/\btwo[ -]thirds\b/g, '66.67%'],
  [/\bthree[ -]quarters of\b/g, '75% of'],
  [/\ba dozen\b/g, '12'],
  [/\ba fortnight\b/g, '2 weeks'],
  [/\btwice\b/g, 'two times'],
  [/×/g, 'x'],
]

/** Writes the values of a normalised text in notations that can be compared: 九成五 as 95%, 十点一刻 as 十点十五分. */
export const unifyNotations = (text: string): string =>
  NOTATIONS.reduce(
    (plain, [pattern, replacement]) =>
      typeof replacement === 'string' ? plain.replace(pattern, replacement) : plain.replace(pattern, replacement),
    writeLongNumbers(text),
  )
