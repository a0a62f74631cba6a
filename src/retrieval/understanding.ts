import { builtInThesaurus } from '../language/built-in-thesaurus.ts'
import { joinThesauri } from '../language/join-thesauri.ts'
import { buildThesaurus, type Concept } from '../language/thesaurus.ts'
import { suggestSpellings } from '../language/typing-errors.ts'
import { buildVocabulary, type Vocabulary } from '../language/vocabulary.ts'
import type { Understanding } from './analyse.ts'

/** Members of a concept that words are compared with for typing errors: the usual ones come first. */
const USUAL_MEMBERS = 3
/** A question longer than this was pasted, not typed. */
const LONGEST_TYPED = 200

function commonWords(concepts: readonly Concept[]): string[] {
  return concepts.flatMap(({ chinese, english }) => [
    ...chinese.slice(0, USUAL_MEMBERS),
    ...english.filter((word) => /^[a-z]+$/.test(word)),
  ])
}

export type UserConcepts = { version: () => string; list: () => Concept[] }

/** Understands questions by the concepts that come with the program and those that users have added, as they are now. */
export function openUnderstanding(users: UserConcepts): () => Understanding {
  let vocabulary: Vocabulary | undefined
  let current: { version: string; understanding: Understanding } | undefined
  const correct = (normalised: string) => {
    if (normalised.length > LONGEST_TYPED) return []
    vocabulary ??= buildVocabulary(commonWords(builtInThesaurus().concepts))
    return suggestSpellings(normalised, vocabulary).map(({ to }) => to)
  }
  return () => {
    const version = users.version()
    if (current?.version !== version) {
      const added = new Set(users.list())
      const thesaurus = joinThesauri(builtInThesaurus(), buildThesaurus([...added]))
      current = { version, understanding: { thesaurus, isIndexed: (concept) => !added.has(concept), correct } }
    }
    return current.understanding
  }
}
