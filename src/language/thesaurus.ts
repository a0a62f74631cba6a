import { isFunctionWord } from './function-words.ts'
import { isHan } from './letters.ts'
import { normaliseForMatch } from './normalise.ts'
import { rememberCodes, type Units, unitReader } from './units.ts'

/** How near the members of a concept are: 3 nearly the same thing, 2 usually the same at work, 1 related. */
export type Strength = 1 | 2 | 3

/**
 * Words that stand for one thing. `betweenLanguages`: an English word with the Chinese ones for its senses, which say
 * what the English says and need not mean the same as each other.
 */
export type Concept = {
  id: string
  chinese: readonly string[]
  english: readonly string[]
  strength: Strength
  betweenLanguages?: boolean
}

/** A member of concepts where it stands in a normalised text. */
export type Mention = { member: string; concepts: readonly Concept[]; start: number; end: number }

export type Thesaurus = {
  concepts: readonly Concept[]
  /** The members that stand in a text normalised for matching, in order. One inside a longer one is not counted. */
  findMentions: (normalised: string) => Mention[]
  /** As `findMentions` for those that belong to some concepts, in less time: what texts are searched for over and over. */
  finderOf: (concepts: readonly Concept[]) => (normalised: string) => Mention[]
}

/** Members are compared by their units: Han characters and words of other scripts, each with a code. `next`: one more of its hash. */
type Member = { codes: readonly number[]; text: string; concepts: Concept[]; next: Member | undefined }

const LONGEST_MEMBER = 12
/** Beginnings of members are looked up in a bit set first: nearly all places in a text begin none. */
const GATE_BITS = 1 << 20

const extendHash = (hash: number, code: number): number => (Math.imul(hash, 0x5bd1e995) + code) | 0
const beginning = (first: number, second: number): number => extendHash(extendHash(0, first), second)
const gateBit = (hash: number): number => (hash ^ (hash >>> 15)) & (GATE_BITS - 1)

/** Members by the hash of their units; those of one unit by its code; how long those can be that begin with a pair. */
type Lookup = {
  singles: Map<number, Member>
  members: Map<number, Member>
  longest: Map<number, number>
  gate: Uint8Array
  pending: Pending
  /** For texts; `readMember` for members, which are taken in while a text is read. */
  readText: (normalised: string) => Units
  readMember: (normalised: string) => Units
}

/**
 * Words that are not looked up yet: those of a character wait until a text has it, those of other scripts until a text
 * has any. A process that reads one short note builds little of the lookup.
 */
type Pending = { isHeld: Uint8Array; byCharacter: Map<number, Waiting[]>; spelt: Waiting[] }
type Waiting = { word: string; concept: Concept }

function memberOf(lookup: Lookup, codes: readonly number[], text: string): Member {
  const member: Member = { codes, text, concepts: [], next: undefined }
  const [first = 0, second] = codes
  if (second === undefined) {
    const known = lookup.singles.get(first) ?? member
    lookup.singles.set(first, known)
    return known
  }
  let hash = 0
  for (const code of codes) hash = extendHash(hash, code)
  for (let known = lookup.members.get(hash); known; known = known.next) {
    if (known.codes.length === codes.length && isAt(codes, 0, known)) return known
  }
  member.next = lookup.members.get(hash)
  lookup.members.set(hash, member)
  const start = beginning(first, second)
  lookup.longest.set(start, Math.max(lookup.longest.get(start) ?? 0, codes.length))
  lookup.gate[gateBit(start) >> 3] = (lookup.gate[gateBit(start) >> 3] ?? 0) | (1 << (gateBit(start) & 7))
  return member
}

function addMember(lookup: Lookup, word: string, concept: Concept): void {
  const text = normaliseForMatch(word).trim()
  const units = lookup.readMember(text)
  const codes = Array.from(units.codes.subarray(0, units.length))
  const isLoneCharacter = codes.length === 1 && (codes[0] ?? 0) > 0
  if (codes.length === 0 || codes.length > LONGEST_MEMBER || isLoneCharacter || isFunctionWord(text)) return
  const { concepts } = memberOf(lookup, codes, text)
  if (!concepts.includes(concept)) concepts.push(concept)
}

function isAt(codes: ArrayLike<number>, at: number, member: Member): boolean {
  for (let offset = 0; offset < member.codes.length; offset++) {
    if (codes[at + offset] !== member.codes[offset]) return false
  }
  return true
}

function wait(pending: Pending, waiting: Waiting): void {
  const first = normaliseForMatch(waiting.word.charAt(0)).charCodeAt(0)
  if (!isHan(first)) {
    pending.spelt.push(waiting)
    return
  }
  pending.isHeld[first] = 1
  const others = pending.byCharacter.get(first)
  if (others) others.push(waiting)
  else pending.byCharacter.set(first, [waiting])
}

/** Takes in what begins with a unit. */
function takeIn(lookup: Lookup, code: number): void {
  const { pending } = lookup
  if (code < 0) {
    if (pending.spelt.length === 0) return
    for (const { word, concept } of pending.spelt.splice(0)) addMember(lookup, word, concept)
  } else if (pending.isHeld[code] === 1) {
    pending.isHeld[code] = 0
    for (const { word, concept } of pending.byCharacter.get(code) ?? []) addMember(lookup, word, concept)
    pending.byCharacter.delete(code)
  }
}

/** How long a member that begins at a place can be; 0 where none of several units does. */
function reachAt({ codes, length }: Units, at: number, lookup: Lookup): number {
  const first = codes[at] ?? 0
  takeIn(lookup, first)
  const { gate, longest } = lookup
  const start = beginning(first, at + 1 < length ? (codes[at + 1] ?? 0) : 0)
  const bit = gateBit(start)
  return (gate[bit >> 3] ?? 0) & (1 << (bit & 7)) ? (longest.get(start) ?? 0) : 0
}

function longestAt(units: Units, at: number, lookup: Lookup): Member | undefined {
  const { codes } = units
  const first = codes[at] ?? 0
  const reach = Math.min(units.length - at, reachAt(units, at, lookup))
  let found = first < 0 ? lookup.singles.get(first) : undefined
  let hash = extendHash(0, first)
  for (let length = 2; length <= reach; length++) {
    hash = extendHash(hash, codes[at + length - 1] ?? 0)
    for (let member = lookup.members.get(hash); member; member = member.next) {
      if (member.codes.length === length && isAt(codes, at, member)) found = member
    }
  }
  return found
}

/** How far before a place a member may begin that covers it. */
const REACH_BACK = LONGEST_MEMBER - 1

function isCovered(units: Units, at: number, end: number, lookup: Lookup): boolean {
  for (let from = Math.max(0, at - REACH_BACK); from < at; from++) {
    if (reachAt(units, from, lookup) < end - from) continue
    const member = longestAt(units, from, lookup)
    if (member && from + member.codes.length >= end) return true
  }
  return false
}

function toMention({ starts, ends }: Units, at: number, { codes, text, concepts }: Member): Mention {
  return { member: text, concepts, start: starts[at] ?? 0, end: ends[at + codes.length - 1] ?? 0 }
}

function findAll(normalised: string, lookup: Lookup): Mention[] {
  const units = lookup.readText(normalised)
  const mentions: Mention[] = []
  let covered = 0
  for (let at = 0; at < units.length; at++) {
    const member = longestAt(units, at, lookup)
    if (!member || at + member.codes.length <= covered) continue
    covered = at + member.codes.length
    mentions.push(toMention(units, at, member))
  }
  return mentions
}

/** Beginnings of a few members, in a bit set that fits into the nearest cache. */
const FEW_BITS = 1 << 15
const fewBit = (first: number, second: number): number => {
  const hash = beginning(first, second)
  return (hash ^ (hash >>> 15)) & (FEW_BITS - 1)
}

function finderOf(concepts: readonly Concept[], lookup: Lookup): (normalised: string) => Mention[] {
  const wanted = new Set(concepts)
  const gate = new Uint8Array(FEW_BITS)
  const singles = new Set<number>()
  for (const { chinese, english } of concepts) {
    for (const word of [...chinese, ...english]) {
      const { codes, length } = lookup.readMember(normaliseForMatch(word))
      if (length > 1) gate[fewBit(codes[0] ?? 0, codes[1] ?? 0)] = 1
      else if (length === 1) singles.add(codes[0] ?? 0)
    }
  }
  return (normalised) => {
    const units = lookup.readText(normalised)
    const { codes, length } = units
    const mentions: Mention[] = []
    for (let at = 0; at < length; at++) {
      const first = codes[at] ?? 0
      const second = at + 1 < length ? (codes[at + 1] ?? 0) : 0
      if (gate[fewBit(first, second)] !== 1 && !(first < 0 && singles.has(first))) continue
      const member = longestAt(units, at, lookup)
      if (!member?.concepts.some((concept) => wanted.has(concept))) continue
      if (!isCovered(units, at, at + member.codes.length, lookup)) mentions.push(toMention(units, at, member))
    }
    return mentions
  }
}

export function buildThesaurus(concepts: readonly Concept[]): Thesaurus {
  const code = rememberCodes()
  const lookup: Lookup = {
    singles: new Map(),
    members: new Map(),
    longest: new Map(),
    gate: new Uint8Array(GATE_BITS >> 3),
    pending: { isHeld: new Uint8Array(0x10000), byCharacter: new Map(), spelt: [] },
    readText: unitReader(code),
    readMember: unitReader(code),
  }
  for (const concept of concepts) {
    for (const word of [...concept.chinese, ...concept.english]) wait(lookup.pending, { word, concept })
  }
  return {
    concepts,
    findMentions: (normalised) => findAll(normalised, lookup),
    finderOf: (some) => finderOf(some, lookup),
  }
}
