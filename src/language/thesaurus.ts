import { isFunctionWord } from './function-words.ts'
import { foldInflection } from './inflections.ts'
import { isHan, isWordPart } from './letters.ts'
import { normaliseForMatch } from './normalise.ts'

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
type Units = { codes: number[]; starts: number[]; ends: number[] }

const LONGEST_MEMBER = 12
/** Beginnings of members are looked up in a bit set first: nearly all places in a text begin none. */
const GATE_BITS = 1 << 20

function codeOfWord(word: string): number {
  const folded = foldInflection(word)
  let hash = 0x811c9dc5
  for (let at = 0; at < folded.length; at++) hash = Math.imul(hash ^ folded.charCodeAt(at), 0x01000193)
  return hash | 0x80000000
}

function toUnits(normalised: string): Units {
  const units: Units = { codes: [], starts: [], ends: [] }
  for (let at = 0; at < normalised.length; at++) {
    const start = at
    const code = normalised.charCodeAt(at)
    if (isHan(code)) units.codes.push(code)
    else if (isWordPart(code)) {
      while (isWordPart(normalised.charCodeAt(at + 1))) at++
      units.codes.push(codeOfWord(normalised.slice(start, at + 1)))
    } else continue
    units.starts.push(start)
    units.ends.push(at + 1)
  }
  return units
}

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
  const { codes } = toUnits(text)
  const isLoneCharacter = codes.length === 1 && (codes[0] ?? 0) > 0
  if (codes.length === 0 || codes.length > LONGEST_MEMBER || isLoneCharacter || isFunctionWord(text)) return
  const { concepts } = memberOf(lookup, codes, text)
  if (!concepts.includes(concept)) concepts.push(concept)
}

function isAt(codes: readonly number[], at: number, member: Member): boolean {
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
    for (const { word, concept } of pending.spelt.splice(0)) addMember(lookup, word, concept)
  } else if (pending.isHeld[code] === 1) {
    pending.isHeld[code] = 0
    for (const { word, concept } of pending.byCharacter.get(code) ?? []) addMember(lookup, word, concept)
    pending.byCharacter.delete(code)
  }
}

/** How long a member that begins at a place can be; 0 where none of several units does. */
function reachAt(codes: readonly number[], at: number, lookup: Lookup): number {
  takeIn(lookup, codes[at] ?? 0)
  const { gate, longest } = lookup
  const start = beginning(codes[at] ?? 0, codes[at + 1] ?? 0)
  const bit = gateBit(start)
  return (gate[bit >> 3] ?? 0) & (1 << (bit & 7)) ? (longest.get(start) ?? 0) : 0
}

function longestAt(codes: readonly number[], at: number, lookup: Lookup): Member | undefined {
  const first = codes[at] ?? 0
  const reach = Math.min(codes.length - at, reachAt(codes, at, lookup))
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

function isCovered({ codes }: Units, at: number, end: number, lookup: Lookup): boolean {
  for (let from = Math.max(0, at - REACH_BACK); from < at; from++) {
    if (reachAt(codes, from, lookup) < end - from) continue
    const member = longestAt(codes, from, lookup)
    if (member && from + member.codes.length >= end) return true
  }
  return false
}

function toMention({ starts, ends }: Units, at: number, { codes, text, concepts }: Member): Mention {
  return { member: text, concepts, start: starts[at] ?? 0, end: ends[at + codes.length - 1] ?? 0 }
}

function findAll(normalised: string, lookup: Lookup): Mention[] {
  const units = toUnits(normalised)
  const mentions: Mention[] = []
  let covered = 0
  for (let at = 0; at < units.codes.length; at++) {
    const member = longestAt(units.codes, at, lookup)
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
      const [first = 0, second] = toUnits(normaliseForMatch(word)).codes
      if (second === undefined) singles.add(first)
      else gate[fewBit(first, second)] = 1
    }
  }
  return (normalised) => {
    const units = toUnits(normalised)
    const { codes } = units
    const mentions: Mention[] = []
    for (let at = 0; at < codes.length; at++) {
      const first = codes[at] as number
      if (gate[fewBit(first, codes[at + 1] ?? 0)] !== 1 && !(first < 0 && singles.has(first))) continue
      const member = longestAt(codes, at, lookup)
      if (!member?.concepts.some((concept) => wanted.has(concept))) continue
      if (!isCovered(units, at, at + member.codes.length, lookup)) mentions.push(toMention(units, at, member))
    }
    return mentions
  }
}

export function buildThesaurus(concepts: readonly Concept[]): Thesaurus {
  const lookup: Lookup = {
    singles: new Map(),
    members: new Map(),
    longest: new Map(),
    gate: new Uint8Array(GATE_BITS >> 3),
    pending: { isHeld: new Uint8Array(0x10000), byCharacter: new Map(), spelt: [] },
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
