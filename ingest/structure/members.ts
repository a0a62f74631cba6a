import { bareName, looksLikeName } from './names.ts'

/** What a line that lists people begins with: 组长：, 参会人员：, Attendees:. */
const ROLES =
  '副?组长|组员|小组成员|成员|记录员|记录人|记录|纪要|人员|参会人员|参会人|参会|参加人员|参加人|参加|与会人员|与会人|与会|到会人员|到会|出席人员|出席|列席|主持人|主持|汇报人|讨论人员|发言人员|发言人|' +
  'Leader|Members|Attendees|Participants|Present|Chair|Facilitator|Recorder|Scribe|Notes by|Note taker'
const ROLE_LINE = new RegExp(`(?:${ROLES})[*_]{0,2}[ \\u3000]*[：:][*_]{0,2}[ \\t\\u3000]*`, 'g')
const HEADER = new RegExp(`[*_]{0,2}(?:${ROLES})[*_]{0,2}[ \\u3000]*[：:]`, 'y')

const CHINESE =
  /([\u3400-\u9fff](?:[ \u3000]{1,4}[\u3400-\u9fff](?=[、，,；;：:。\s（(]|$)|[\u3400-\u9fff·]{1,6}))(?:[ \t\u3000]*\d{3,8}(?!\d))?(?:\s?[（(][^（）()\n]{1,20}[）)])?/y
const ENGLISH = /([A-Z][\p{L}'-]+(?: [A-Z][\p{L}'.-]+){0,2})(?:\s?\([^()\n]{1,30}\))?/uy
const LIST_SIGN = /[ \t\u3000]*[、，,；;/&][ \t\u3000]*(?:and )?|[ \t]*\n[ \t]*(?=[\u3400-\u9fff·]{2,6}[、，,])/y
const BLANKS = /[ \t\u3000]+/y

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Reads the names listed from `at` on: 甲、乙（角色）、丙; only spaces between them serve too where each is clearly a name. */
function readNames(text: string, at: number): { names: string[]; end: number } {
  const list = { names: [] as string[], end: at }
  let isListed = false
  for (;;) {
    const found = match(CHINESE, text, at) ?? match(ENGLISH, text, at)
    const name = found?.[1] && /[A-Za-z]/.test(found[1]) ? found[1] : bareName(found?.[1] ?? '')
    if (!found || name.length < 2) return list
    const next = at + found[0].length
    const sign = match(LIST_SIGN, text, next)
    const isClosed = next >= text.length || /[\s。；;：:]/.test(text.charAt(next))
    if (!sign && !isClosed) return list
    if (!(isListed || sign) && /[\u3400-\u9fff]/.test(name) && !looksLikeName(name)) return list
    if (name.length > 4 && !sign && !looksLikeName(name) && !/[A-Za-z]/.test(name)) return list
    list.names.push(name)
    list.end = next
    if (sign) {
      isListed = true
      at = next + sign[0].length
      continue
    }
    const blank = match(BLANKS, text, next)
    const after = blank && !isListed ? match(CHINESE, text, next + blank[0].length) : null
    if (!blank || !after || !looksLikeName(bareName(after[1] ?? '')) || after[0].length > 4) return list
    at = next + blank[0].length
  }
}

/** A header line that lists people, from `at` to the end of the last name, and the names. */
export type MemberList = { at: number; end: number; names: string[] }

/** The header lines of a document that list people, in order. */
export function findMemberLists(text: string): MemberList[] {
  const lists: MemberList[] = []
  for (const role of text.matchAll(ROLE_LINE)) {
    const listed = readNames(text, role.index + role[0].length)
    const names = listed.names.filter((name) => !ROLE_WORD.test(name))
    const likely = names.filter((name) => looksLikeName(name) || /[A-Za-z]/.test(name))
    const isLeader = names.length === 1 && LEADER.test(role[0]) && /^[\u3400-\u9fff]{3}$/.test(names[0] ?? '')
    if (names.length > 0 && (isLeader || likely.length * 2 >= names.length))
      lists.push({ at: role.index, end: listed.end, names })
  }
  return lists
}

/** Roles that one person has: what stands there is a name, even one of a rare surname. */
const LEADER = /^(?:副?组长|记录员|记录人|主持人)/
const ROLE_WORD = new RegExp(`^(?:${ROLES}|名单|如下|全体|若干)$`)

/** Whether a header that lists people (组长：…) starts at `at`, with at least one of them after it. */
export function startsMemberList(text: string, at: number, members: ReadonlySet<string>): boolean {
  const header = match(HEADER, text, at)
  if (!header) return false
  const after = at + header[0].length
  const first = text.slice(after, after + 40).trimStart()
  const english = match(ENGLISH, first, 0)?.[1]
  if (english !== undefined) return members.has(english)
  const name = first.replace(/[\s*]/g, '')
  for (let length = 2; length <= 8; length++) if (members.has(name.slice(0, length))) return true
  return false
}
