const WORDS = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ')
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000, million: 1e6, billion: 1e9 }

const SMALL = `(?:(?:${TENS.join('|')})(?:[ -](?:${WORDS.slice(1, 10).join('|')})(?![a-z]))?|${WORDS.join('|')})`
/** Matches a numeral in lower case, as far as two scales: forty-two, two hundred thousand, a hundred. */
export const ENGLISH_NUMERAL = `(?:${SMALL}|an?(?= (?:${Object.keys(SCALES).join('|')})))(?![a-z])(?: (?:${Object.keys(SCALES).join('|')})(?![a-z])){0,2}`

/** The value of what `ENGLISH_NUMERAL` matches. */
export function parseEnglishNumeral(text: string): number {
  let value = 0
  for (const word of text.split(/[ -]/)) {
    const scale = SCALES[word]
    if (scale !== undefined) value = Math.max(value, 1) * scale
    else if (TENS.includes(word)) value += 20 + 10 * TENS.indexOf(word)
    else if (WORDS.includes(word)) value += WORDS.indexOf(word)
  }
  return value
}
