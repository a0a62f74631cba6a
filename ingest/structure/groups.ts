const NUMBERED =
  /(?:第[ ]?[一二三四五六七八九十\d]{1,3}[ ]?小?组|[小分]?组[ ]?\d{1,3})(?=[\s：:讨人成（(]|$)[^\n。；：:]{0,24}?(?:[：:]|(?=[\s]|$))/y
/** A group without a number of the first form: `组：智能终端部`, `组--5`, `方案组：`; its leader follows at once. */
const NAMED =
  /(?:[小分]?组[ ]?[：:—–-]{1,3}[ ]?[\u3400-\u9fff\d]{1,12}|[\u3400-\u9fffA-Za-z]{2,12}组)[：:]?(?=[ \t\u3000]*\n?[ \t\u3000]*(?:组长|组员)[ \u3000]?[：:])/y
const PEOPLE = /组长|组员|记录|人员|成员|参加|参会/
/** How far after a group's number its people are named. */
const HEADER_CHARACTERS = 120

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/** `组--5` is 组5, `组：智能终端部` is 智能终端部. */
function cleanTitle(heading: string): string {
  const own = /^[小分]?组[ ]?[：:—–-]+[ ]?(.+)$/.exec(heading)?.[1]?.replace(/[：:\s]+$/, '')
  if (own) return /^\d+$/.test(own) ? `组${own}` : own
  return heading.replace(/[：:\s]+$/, '').replace(/(?:人员|成员)$/, '')
}

/** Reads the line that names a group of a discussion before its people; `end` is where the heading ends. */
export function readGroupHeading(text: string, at: number, end: number): { title: string; end: number } | undefined {
  const numbered = match(NUMBERED, text, at)
  const known = numbered !== undefined && PEOPLE.test(text.slice(at, at + HEADER_CHARACTERS)) ? numbered : undefined
  const heading = known ?? match(NAMED, text, at)
  if (heading === undefined || at + heading.length > end) return undefined
  return { title: cleanTitle(heading), end: at + heading.length }
}
