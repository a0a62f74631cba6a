import type { Reading, Word } from './reading.ts'

/** How much of a word stands in the sources, 0 to 1. */
export type Covered = { word: Word; share: number }

/** What a source says, for looking words of a claim up in it. */
export type SourceIndex = {
  text: string
  pairs: ReadonlySet<string>
  characters: ReadonlySet<string>
  stems: ReadonlySet<string>
  concepts: ReadonlySet<string>
}

const HAN_RUN = /\p{Script=Han}+/gu

export function indexSource({ text, words }: Reading): SourceIndex {
  const pairs = new Set<string>()
  const characters = new Set<string>()
  for (const [run] of text.matchAll(HAN_RUN)) {
    for (let at = 0; at < run.length; at++) {
      characters.add(run.charAt(at))
      if (at + 1 < run.length) pairs.add(run.slice(at, at + 2))
    }
  }
  const concepts = new Set<string>()
  for (const word of words) for (const id of word.concepts) concepts.add(id)
  return { text, pairs, characters, stems: new Set(words.map(({ stem }) => stem)), concepts }
}

type Kind = 'pairs' | 'characters' | 'stems' | 'concepts'
/** Whether any of the sources has it. */
export const isHeld = (sources: readonly SourceIndex[], kind: Kind, key: string): boolean =>
  sources.some((source) => source[kind].has(key))

/** What a word earns by another of its concept, and a character by standing somewhere. */
const CREDIT = { concept: 0.9, character: 0.5 } as const

function coverHan({ start, end, text }: Word, claim: string, sources: readonly SourceIndex[]): number {
  if (text.length > 1 && sources.some((source) => source.text.includes(text))) return 1
  let found = 0
  for (let at = start; at < end; at++) {
    const isPaired =
      isHeld(sources, 'pairs', claim.slice(at - 1, at + 1)) || isHeld(sources, 'pairs', claim.slice(at, at + 2))
    found += isPaired ? 1 : isHeld(sources, 'characters', claim.charAt(at)) ? CREDIT.character : 0
  }
  return found / text.length
}

/** How much of each telling word of a claim stands in the sources: as it is, by its characters, or by a concept. */
export function coverWords({ text, words }: Reading, sources: readonly SourceIndex[]): Covered[] {
  return words
    .filter(({ isLight }) => !isLight)
    .map((word) => {
      const isKnown = [...word.concepts].some((id) => isHeld(sources, 'concepts', id))
      const share = word.isHan ? coverHan(word, text, sources) : Number(isHeld(sources, 'stems', word.stem))
      return { word, share: Math.max(share, isKnown ? CREDIT.concept : 0) }
    })
}

/** In characters of Chinese; a word of another script counts as two. */
const sizeOf = ({ isHan, text }: Word): number => (isHan ? text.length : 2)
/** The longest run of words of its own that a sentence may have, and from what share of all on they are too many. */
const OWN = {
  chinese: { run: 3, share: 0.4 },
  other: { run: 4, share: 0.6 },
  figure: 2,
  least: 2,
  noticed: 0.3,
} as const

/** Whether words are all that their clause tells. */
function isWholeClause({ clauses, figures }: Reading, run: readonly Word[]): boolean {
  const clause = clauses[run[0]?.clause ?? -1]
  if (!clause || figures.some(({ start }) => start >= clause.start && start < clause.end)) return false
  const telling = clause.words.filter(({ isLight }) => !isLight)
  return telling.length > 1 && telling.every((word) => run.includes(word))
}

export type OwnWords = { run: string | undefined; isMostlyOwn: boolean }

/** What a claim says in words that stand in no source: the longest run of them, and whether it is nearly all. */
export function findOwnWords(claim: Reading, sources: readonly SourceIndex[]): OwnWords {
  let run: Word[] = []
  let size = 0
  let longest: Word[] = []
  let most = 0
  let own = 0
  let all = OWN.figure * claim.figures.length
  for (const { word, share } of coverWords(claim, sources)) {
    const missing = (1 - share) * sizeOf(word)
    own += missing
    all += sizeOf(word)
    run = missing > OWN.noticed ? [...run, word] : []
    size = missing > OWN.noticed ? size + missing : 0
    if (size <= most) continue
    most = size
    longest = run
  }
  const limit = claim.words.some(({ isHan }) => isHan) ? OWN.chinese : OWN.other
  const text = claim.text.slice(longest[0]?.start ?? 0, longest.at(-1)?.end ?? 0)
  const isLong = most > limit.run || (most >= limit.run && isWholeClause(claim, longest))
  return { run: isLong ? text : undefined, isMostlyOwn: own >= OWN.least && own >= limit.share * all }
}
