import type { MemberList } from './members.ts'
import { isCalledMember, isDistinctName, isTitledName, looksLikeName } from './names.ts'
import type { Candidate } from './turns.ts'

/** Header lines no farther apart list the people of one group. */
const LONGEST_HEADER = 240
/** Turns in a group whose names stand without a sign, from which on another name that stands so opens a turn too. */
const BARE_TURNS = 2
/** Words after which a name is somebody spoken of. */
const SPOKEN_OF = /[由与和跟同向请找给让被及或对为把经于是有叫、，][ \t\u3000]*$/

/** A group: the people whom its header lists; it goes on up to the next one. */
type Group = { at: number; end: number; names: Set<string> }

function toGroups(lists: MemberList[]): Group[] {
  const groups: Group[] = []
  for (const { at, end, names } of lists) {
    const open = groups.at(-1)
    if (open && at - open.end <= LONGEST_HEADER) {
      open.end = end
      for (const name of names) open.names.add(name)
    } else groups.push({ at, end, names: new Set(names) })
  }
  return groups
}

/** Names that carry a mark which only a speaker has: those of the other candidates are then believed as well. */
function trustedNames(candidates: Candidate[], members: ReadonlySet<string>): Set<string> {
  const trusted = new Set(members)
  for (const { names, notation, kind } of candidates) {
    for (const name of names) {
      const plain = notation === 'colon' && kind !== 'space' && kind !== 'colon'
      if (notation === 'strong' ? looksLikeName(name) : (plain || notation === 'numbered') && isDistinctName(name)) {
        trusted.add(name)
      }
    }
  }
  return trusted
}

function isSpeaker({ names, kind, notation }: Candidate, trusted: ReadonlySet<string>): boolean {
  if (notation === 'anonymous') return true
  if (notation === 'mentioned') return false
  return names.every((name) => {
    if (trusted.has(name)) return true
    if (notation === 'pointed') return isDistinctName(name)
    if (notation === 'bare' || kind === 'space' || kind === 'colon') return false
    if (isTitledName(name) || isCalledMember(name, trusted)) return true
    return trusted.size > 0 && looksLikeName(name) && (kind === 'line' || notation === 'numbered')
  })
}

/** Members who have not spoken in a group where names stand without a sign, at their first mention of that form. */
function findUnspoken(text: string, group: Group, mentions: Candidate[], turns: Candidate[]): Candidate[] {
  if (turns.filter(({ notation }) => notation === 'bare').length < BARE_TURNS) return []
  const spoken = new Set(turns.flatMap(({ names }) => names))
  return mentions.filter(({ names: [name = ''], at }) => {
    if (spoken.has(name) || !group.names.has(name)) return false
    if (SPOKEN_OF.test(text.slice(Math.max(0, at - 4), at))) return false
    spoken.add(name)
    return true
  })
}

/** The candidates of each group, in order; those before the first group are left out. */
function byGroup(groups: Group[], candidates: Candidate[]): Candidate[][] {
  const parts = groups.map((): Candidate[] => [])
  let group = -1
  for (const candidate of candidates) {
    while ((groups[group + 1]?.end ?? Number.POSITIVE_INFINITY) <= candidate.at) group++
    parts[group]?.push(candidate)
  }
  return parts
}

/** The candidates that are turns, in order; none begins inside the mark of another. */
export function believedTurns(text: string, candidates: Candidate[], lists: MemberList[]): Candidate[] {
  const trusted = trustedNames(candidates, new Set(lists.flatMap(({ names }) => names)))
  const turns: Candidate[] = []
  for (const candidate of candidates) {
    if (candidate.at >= (turns.at(-1)?.end ?? 0) && isSpeaker(candidate, trusted)) turns.push(candidate)
  }
  const mentions = candidates.filter(({ notation }) => notation === 'mentioned')
  if (mentions.length === 0) return turns
  const groups = toGroups(lists)
  const turnsOf = byGroup(groups, turns)
  const unspoken = byGroup(groups, mentions).flatMap((inside, index) => {
    const group = groups[index]
    return group ? findUnspoken(text, group, inside, turnsOf[index] ?? []) : []
  })
  return [...turns, ...unspoken].sort((a, b) => a.at - b.at)
}
