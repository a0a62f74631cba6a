const MARK =
  /[[［【]\s*(?:\^|资料|来源|出处|passages?|sources?|n=)?\s*(\d{1,3}(?:\s*[-–~,，、;]\s*\d{1,3})*)\s*[\]］】]/gi
/** The longest thing that may still become a mark. */
const LONGEST_MARK = 40

/** A sentence as a model wrote it: its words, and the passages it says it rests on, in order. */
export type MarkedSentence = { text: string; marks: number[] }

function readNumbers(inside: string): number[] {
  return inside.split(/[,，、;]/).flatMap((part) => {
    const [first, last] = part.split(/[-–~]/).map((figure) => Number(figure.trim()))
    if (first === undefined) return []
    if (last === undefined || last < first || last - first > 20) return [first]
    return Array.from({ length: last - first + 1 }, (_, at) => first + at)
  })
}

/** Takes the citation marks out of a sentence; half and full width, lists and ranges. */
export function readMarks(sentence: string): MarkedSentence {
  const marks = [...sentence.matchAll(MARK)].flatMap((found) => readNumbers(found[1] ?? ''))
  return {
    text: sentence
      .replace(MARK, '')
      .replace(/\s+(?=[。！？，；.!?,;]|$)/g, '')
      .trim(),
    marks: [...new Set(marks)],
  }
}

const END = /(?:[。！？?]|!(?!\[))(?:["”’」』）)])*|\.(?=\s|["”)[［【]|$)|\n/g
const TRAILING_MARKS = /^(?:\s*[[［【][^\]］】]{0,40}[\]］】])+/

/**
 * Cuts what has arrived of a reply into whole sentences, each with the marks behind it; clauses that semicolons part
 * stay together, since the marks stand behind the last. A sentence is whole once
 * something else follows its end; with `isOver` the rest is one too.
 * @returns the sentences and what remains to be completed.
 */
export function takeSentences(buffer: string, isOver: boolean): { sentences: string[]; rest: string } {
  const sentences: string[] = []
  let start = 0
  END.lastIndex = 0
  for (let found = END.exec(buffer); found; found = END.exec(buffer)) {
    let end = found.index + found[0].length
    const isNumbering = found[0] === '.' && /(?:^|\n)\s*\d{1,2}$/.test(buffer.slice(start, found.index))
    if (isNumbering) continue
    if (found[0] !== '\n') end += TRAILING_MARKS.exec(buffer.slice(end))?.[0].length ?? 0
    const following = buffer.slice(end).trimStart()
    const mayGoOn =
      following === '' || (/^[[［【]/.test(following) && !/[\]］】]/.test(following) && following.length < LONGEST_MARK)
    if (mayGoOn && !isOver) break
    sentences.push(buffer.slice(start, end))
    start = end
    END.lastIndex = end
  }
  const rest = buffer.slice(start)
  if (!isOver) return { sentences, rest }
  return { sentences: rest.trim() === '' ? sentences : [...sentences, rest], rest: '' }
}
