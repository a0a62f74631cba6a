import type { Asked } from './asked.ts'
import { topicIn } from './either-topic.ts'
import { resolvePronoun } from './english-refer.ts'
import { withoutEnglishEnd } from './english-topic.ts'
import { englishWords, isEnglishContent, isEnglishName, ORDINALS } from './english-words.ts'
import { topicOf } from './topic.ts'

const NEW_TOPIC =
  /\b(?:by the way|new (?:topic|question)|another (?:topic|question)|different (?:topic|question|subject)|change of (?:topic|subject)|unrelated)\b/iu
const THING = /^(?:and |but |so |then )*(?:(?:what|how) about|and|what if it(?:'s| is)) (?<thing>.+)$/iu
const OPENING = /^(?:and|but|so|then|also|or)\b,?\s+/iu
const ASKS =
  /\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|should|will|would|has|have|had|may|must)\b/iu
const PREPOSITION = /^(?:in|for|at|on|during|after|before|with|without|under|by|from|to|about)\b/iu
const LONGEST = 300

const HAN = /\p{Script=Han}/u

const contentOf = (text: string): string[] => englishWords(text).filter(isEnglishContent)
const finish = (text: string): string => {
  const line = text.slice(0, LONGEST).trim()
  return `${line.slice(0, 1).toUpperCase()}${line.slice(1)}?`
}

/** Runs of names and codes, the first word of a question left out. */
function namesIn(text: string): string[] {
  const runs: string[] = []
  let run: string[] = []
  for (const [at, word] of [...text.split(/\s+/u), ''].entries()) {
    const bare = word.replace(/[?,.!]+$/u, '')
    if (bare !== '' && isEnglishName(bare, at) && !/^\d/.test(bare)) run.push(bare)
    else if (run.length > 0) {
      runs.push(run.join(' '))
      run = []
    }
  }
  return runs
}

/** "round 1" for "round 2", "Q3" for "Q2", 2023 for 2024. */
function findLike(base: string, thing: string): string | undefined {
  const numbered = /\b(?<noun>[a-z]+) (?:\d+|one|two|three|four)\b/iu.exec(thing)?.groups?.noun
  const patterns = [
    ...(numbered === undefined ? [] : [new RegExp(`\\b${numbered} (?:\\d+|one|two|three|four)\\b`, 'iu')]),
    ...(/\bQ\d\b/u.test(thing) ? [/\bQ\d\b/u] : []),
    ...(/\b20\d\d\b/u.test(thing) ? [/\b20\d\d\b/u] : []),
  ]
  return patterns.map((pattern) => pattern.exec(base)?.[0]).find((found) => found !== undefined)
}

function swapThing(base: string, thing: string): string {
  if (HAN.test(base)) return `${topicOf(base)}: ${thing}`
  const like = findLike(base, thing)
  if (like !== undefined) return base.replace(like, () => thing.replace(/^the /iu, ''))
  const ordinal = ORDINALS.find((word) => new RegExp(`\\b${word}\\b`, 'iu').test(thing))
  const inBase = ORDINALS.find((word) => new RegExp(`\\b${word}\\b`, 'iu').test(base))
  if (ordinal !== undefined && inBase !== undefined) return base.replace(new RegExp(`\\b${inBase}\\b`, 'iu'), ordinal)
  if (PREPOSITION.test(thing) || ordinal !== undefined) return `${base} ${thing}`
  if (/^an?\s/iu.test(thing)) return `${base} in ${thing}`
  const bare = thing.replace(/^(?:the|our) /iu, '')
  if (/^\p{Lu}|\d/u.test(bare)) {
    const known = namesIn(base)[0]
    return known === undefined ? `${base} for ${thing}` : base.replace(known, () => bare)
  }
  const topic = topicIn(base)
  return topic === base ? `${base}, ${thing}` : base.replace(topic, () => thing)
}

/**
 * The full question in English that a follow-up stands for, by rules alone; undefined where it stands for itself.
 * @param turns what was asked before, in full, oldest first; at least one.
 */
export function completeEnglish(question: string, turns: readonly Asked[]): string | undefined {
  const last = turns.at(-1)
  if (!last || NEW_TOPIC.test(question)) return undefined
  const text = withoutEnglishEnd(question)
  const base = withoutEnglishEnd(last.asked)
  const thing = THING.exec(text)?.groups?.thing ?? (isBare(text) ? text : undefined)
  if (thing !== undefined && !ASKS.test(thing)) {
    const resolved = resolvePronoun(thing, turns, last)
    return finish(resolved === undefined ? swapThing(base, thing) : `${topicIn(base)}: ${resolved}`)
  }
  const opened = text.replace(OPENING, '')
  const resolved = resolvePronoun(opened, turns, last)
  if (resolved !== undefined) return finish(resolved)
  const content = contentOf(opened)
  const names = englishWords(opened).filter((word, at) => isEnglishName(word, at))
  const isShort = content.length <= (opened === text ? 1 : 2) && names.length === 0
  return isShort ? finish(`${opened} (${topicIn(base)})`) : undefined
}

/** A few words that do not ask: "round 2". */
const isBare = (text: string): boolean =>
  text.split(/\s+/u).length <= 3 &&
  !/^(?:any|some|no|more)\b/iu.test(text) &&
  !ASKS.test(text) &&
  contentOf(text).length > 0
