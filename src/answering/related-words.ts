import { normaliseForMatch } from '../language/normalise.ts'
import type { Concept, Mention, Strength, Thesaurus } from '../language/thesaurus.ts'
import type { FindRelated, RelatedWord } from './terms.ts'

const STRENGTH: Record<Strength, number> = { 3: 1, 2: 0.7, 1: 0.3 }
const HAN = /\p{Script=Han}/u

/** What lies between the languages leads from an English word to Chinese ones, and nowhere else. */
function formsOf(concept: Concept, member: string): string[] {
  if (concept.betweenLanguages === true) return HAN.test(member) ? [] : [...concept.chinese]
  return [...concept.chinese, ...concept.english].filter((word) => word !== member)
}

function relatedTo({ member, concepts }: Mention): RelatedWord[] {
  return concepts.flatMap((concept) => {
    const forms = formsOf(concept, member)
    return forms.length === 0 ? [] : [{ word: member, forms, strength: STRENGTH[concept.strength] }]
  })
}

/** Knows the other words of a thesaurus, in both languages, for those of a text that it holds; asked for each time. */
export function relatedWords(thesaurus: () => Thesaurus): FindRelated {
  return (text) => thesaurus().findMentions(normaliseForMatch(text)).flatMap(relatedTo)
}
