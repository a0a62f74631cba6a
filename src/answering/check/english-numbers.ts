const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000 }
const WORD = `(?:${[...ONES.slice(1), ...TENS].join('|')})`
/** Numbers of several parts, the last of which is no scale: a hundred and sixty-eight, five thousand three hundred and two. */
const LONG = new RegExp(
  `\\b(?:an?|${WORD}(?:[ -]${WORD})?) (?:hundred|thousand)(?: (?:and )?(?:${WORD}(?:[ -]${WORD})?)(?: (?:hundred|thousand))?)+\\b`,
  'g',
)

function numberOf(text: string): number {
  let total = 0
  let part = 0
  for (const word of text.split(/[ -]/)) {
    const scale = SCALES[word]
    if (word === 'a' || word === 'an') part += 1
    else if (scale === 100) part *= scale
    else if (scale !== undefined) {
      total += part * scale
      part = 0
    } else if (TENS.includes(word)) part += 20 + 10 * TENS.indexOf(word)
    else if (ONES.includes(word)) part += ONES.indexOf(word)
  }
  return total + part
}

/** Writes the long numbers of a text in lower case, which are read in parts otherwise, in figures. */
export const writeLongNumbers = (text: string): string => text.replace(LONG, (number) => String(numberOf(number)))
