import type { Mention, Thesaurus } from './thesaurus.ts'

const covers = (one: Mention, other: Mention): boolean => one.start <= other.start && one.end >= other.end
const isSame = (one: Mention, other: Mention): boolean => one.start === other.start && one.end === other.end

/** A mention inside a longer one of the other thesaurus is not counted, one that both know has the concepts of both. */
function joinMentions(known: Mention[], added: readonly Mention[]): Mention[] {
  if (added.length === 0) return known
  const kept = known.filter((one) => !added.some((other) => covers(other, one)))
  const joined = added
    .filter((one) => !known.some((other) => covers(other, one) && !isSame(one, other)))
    .map((one) => {
      const twin = known.find((other) => isSame(one, other))
      return twin ? { ...one, concepts: [...twin.concepts, ...one.concepts] } : one
    })
  return [...kept, ...joined].sort((a, b) => a.start - b.start)
}

/** Two thesauri as one, without building a lookup for both. */
export function joinThesauri(first: Thesaurus, second: Thesaurus): Thesaurus {
  if (second.concepts.length === 0) return first
  return {
    concepts: [...first.concepts, ...second.concepts],
    findMentions: (normalised) => joinMentions(first.findMentions(normalised), second.findMentions(normalised)),
    finderOf: (concepts) => {
      const wanted = new Set(concepts)
      const findInFirst = first.finderOf(concepts)
      return (normalised) => {
        const added = second.findMentions(normalised)
        if (added.length === 0) return findInFirst(normalised)
        const mentions = joinMentions(first.findMentions(normalised), added)
        return mentions.filter((mention) => mention.concepts.some((concept) => wanted.has(concept)))
      }
    },
  }
}
