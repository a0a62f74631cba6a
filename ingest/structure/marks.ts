import { type ListMark, readListMark } from '../../src/language/list-marks.ts'
import type { Block } from '../extraction.ts'
import { findMemberLists, startsMemberList } from './members.ts'
import { looksLikeName } from './names.ts'
import { type Place, visitPlaces } from './places.ts'
import { believedTurns } from './speakers.ts'
import { type Candidate, readTurn } from './turns.ts'

/**
 * Where a turn of the conversation begins: `speaker` names who speaks from here on; without one, nobody in particular
 * does (a list of members, a question without a name, the minutes' own conclusion, a list of tasks and who has them).
 */
export type Mark = { at: number; speaker?: string; opens: 'turn' | 'people' | 'question' | 'answer' | 'end' | 'tasks' }

/** How far from a line's start a list of members may stand for the line to be a header. */
const LONGEST_PREAMBLE = 240
const ITEM_LABEL = /^[\s*_]*[\p{L}\d]{1,8}[*_]*[：:]/u
const ASKED =
  /[*_]{0,2}(?:(问|提问|Q\d{0,2}|Question)|答|回答|A\d{0,2}|Answer)[*_]{0,2}[ ]?[：:][*_]{0,2}(?:[ ]?[（(]([\u3400-\u9fff]{2,4})[）)])?/y
const CLOSING =
  /(?:会议结论|会议决议|会议小结|讨论结论|讨论小结|决议事项|决议|结论|共识|对.{0,4}部门的建议|(?:小组|本组|全组|集体)(?:讨论)?[^\n。：:]{0,12}(?:汇总|总结|小结|结论|共识)|专题(?:问题)?讨论|抄送|主送|联系人|联系方式|联系电话|整理人|审核人|签发人|散会|下次会议|会议时间|会议地点|会议主题|Decisions)[ ]?(?:[：:]|(?=\n|$))/y
const TASKS =
  /(?:行动项|待办事项|待办|后续事项|任务分工|责任分工|工作分工|Action items|Next steps|To-?dos?)[ ]?(?:[：:]|(?=\n|$))/iy

const LONGEST_TEAM = 24
const TEAM = /(?:^|\n|[ \t\u3000]{2})[ \t\u3000]*((?!第)[\u3400-\u9fffA-Za-z]{2,12}(?:组|团队))[ \t\u3000]+$/

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Where a line begins a list item with a label of its own (`4. 各组：`), who or whatever that is. */
type Item = { at: number; mark: ListMark }

function readItem(text: string, { at, kind }: Place, end: number): Item | undefined {
  const mark = kind === 'line' ? readListMark(text, at, end) : undefined
  return mark && ITEM_LABEL.test(text.slice(mark.end, mark.end + 14)) ? { at, mark } : undefined
}

/** Ends the turn of a speaker who is one item of a list where the next item of that list begins. */
function endsAtNextItems(text: string, turns: Mark[], items: Item[]): Mark[] {
  const speakers = new Set(turns.map(({ at }) => at))
  const ends: Mark[] = []
  let open: ListMark | undefined
  let next = 0
  for (const item of items) {
    for (let turn = turns[next]; turn && turn.at <= item.at; turn = turns[++next]) open = undefined
    if (speakers.has(item.at)) open = /[：:][^\S\n]*\S/.test(text.slice(item.at, item.at + 40)) ? item.mark : undefined
    else if (open?.notation === item.mark.notation && (open.value === 0 || item.mark.value === open.value + 1)) {
      ends.push({ at: item.at, opens: 'end' })
      open = undefined
    }
  }
  return ends
}

/** The places of a document where the speaker changes, in order; none in a table, in a heading only its start. */
export function findMarks(text: string, blocks: Block[]): Mark[] {
  const lists = findMemberLists(text)
  const members = new Set(lists.flatMap(({ names }) => names))
  const candidates: Candidate[] = []
  const items: Item[] = []
  const plain: Mark[] = []
  for (const block of blocks) {
    if (block.kind === 'table_row') continue
    let line = block.start
    visitPlaces(text, block.start, block.end, (place) => {
      if (block.kind === 'heading' && place.at > block.start) return
      if (place.kind === 'line') line = place.at
      const mark = readPlainMark(text, place, members)
      if (mark?.opens === 'people' && place.at > line && place.at - line <= LONGEST_PREAMBLE) {
        plain.push({ at: line, opens: 'people' })
      }
      if (mark) plain.push(mark)
      const candidate = mark ? undefined : readTurn(text, place, block.end, members)
      if (candidate) candidates.push(candidate)
      const item = readItem(text, place, block.end)
      if (item) items.push(item)
    })
  }
  const turns = believedTurns(text, candidates, lists).map(
    ({ at, names }): Mark => ({ at: teamLabelStart(text, at), speaker: names.join('、'), opens: 'turn' }),
  )
  return firstAtEachPlace([...turns, ...plain, ...endsAtNextItems(text, turns, items)])
}

/** A turn begins with the team that its speaker stands for, where that is written before the name: 智能终端组 石敬轩. */
function teamLabelStart(text: string, at: number): number {
  const from = Math.max(0, at - LONGEST_TEAM)
  const label = TEAM.exec(text.slice(from, at))
  return label?.[1] === undefined ? at : from + label.index + label[0].indexOf(label[1])
}

/** One mark a place, a turn's before others; and of the lines that list members one after another, the first. */
function firstAtEachPlace(marks: Mark[]): Mark[] {
  const ordered = marks.sort((a, b) => a.at - b.at)
  return ordered.filter((mark, index) => {
    const before = ordered[index - 1]
    if (!before) return true
    const listsOn = mark.opens === 'people' && before.opens === 'people' && mark.at - before.at <= LONGEST_PREAMBLE
    return mark.at !== before.at && !listsOn
  })
}

/** Marks that need no evidence from elsewhere: lists of members, questions and answers, the minutes' conclusions. */
function readPlainMark(text: string, place: Place, members: ReadonlySet<string>): Mark | undefined {
  const { at, kind } = place
  if (startsMemberList(text, at, members)) return { at, opens: 'people' }
  if (kind === 'space' || kind === 'colon') return undefined
  if (kind !== 'sentence' && match(CLOSING, text, at)) return { at, opens: 'end' }
  if (kind !== 'sentence' && match(TASKS, text, at)) return { at, opens: 'tasks' }
  const asked = match(ASKED, text, at)
  if (!asked) return undefined
  const speaker =
    asked[2] !== undefined && (members.has(asked[2]) || looksLikeName(asked[2])) ? { speaker: asked[2] } : {}
  return { at, opens: asked[1] === undefined ? 'answer' : 'question', ...speaker }
}
