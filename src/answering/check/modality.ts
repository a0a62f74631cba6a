import type { Span } from '../../language/span.ts'
import { clausesOf, readClauses } from './denial-doubts.ts'
import { findPlaces } from './find-places.ts'
import type { Match, Source } from './match.ts'

/** What a clause says of what it tells: that it must, may, must not or need not be, or as one likes. */
export type Modality = 'must' | 'may' | 'forbidden' | 'exempt' | 'optional'

/** In the order in which they are looked for: of 不必须 no 必须 is left. */
const MODALITIES: readonly [Modality, RegExp][] = [
  ['optional', /自行决定|视情况|酌情|看情况|随意|是否(?=[^,。;?]*$)/g],
  [
    'exempt',
    /不必|不用(?!于)|无需|无须|不需要|不需|不要求|免(?:于|收|除)|\b(?:need not|needn't)\b|\b(?:do|does|did)(?: not|n't) (?:need|have) to\b/g,
  ],
  [
    'forbidden',
    /不得(?!不)|不能(?!不)|不可(?!能)|不准|不许|不允许|不予|不批|不让|禁止|严禁|不应|\b(?:must|may|can|shall|should) not\b|\b(?:cannot|can't|mustn't)\b/g,
  ],
  ['must', /必须|必需|务必|一律|应当|都要|都得|都须|\b(?:must|has to|have to|shall|required)\b/g],
  ['may', /可以(?!说)|允许|有权|准许|也行|就行|即可|(?<![不可只才功性技])能(?![力源耗量够否])|\b(?:may|allowed)\b/g],
]

const CONTRARY: Readonly<Record<Modality, readonly Modality[]>> = {
  may: ['forbidden'],
  forbidden: ['may'],
  exempt: ['must', 'forbidden'],
  must: ['exempt'],
  optional: ['must', 'forbidden'],
}

/** The modalities that a part of a text states. */
function modalitiesOf(text: string, { start, end }: Span): Set<Modality> {
  let rest = text.slice(start, end)
  const found = new Set<Modality>()
  for (const [modality, pattern] of MODALITIES) {
    const without = rest.replace(pattern, ' ')
    if (without !== rest) found.add(modality)
    rest = without
  }
  return found
}

/** Share of a claim's clause that a clause of a source has to have where nothing is said beside it. */
const WELL_HELD = 0.4

/** Whether a clause allows what its source forbids, or spares what it demands. */
export function hasModalityDoubt(claim: Source, matches: readonly Match[], sources: readonly Source[]): boolean {
  return matches.some((match) => {
    const { source, pairs } = match
    const clause = claim.reading.clauses[match.clause]
    if (!source || !clause || pairs.length === 0) return false
    const said = modalitiesOf(claim.reading.text, clause)
    const stands = new Set(
      readClauses(source, clausesOf(match, 0)).flatMap((one) => [...modalitiesOf(source.reading.text, one)]),
    )
    const [best] = findPlaces(match.tokens, sources)
    if (stands.size === 0 && best && best.share >= WELL_HELD) {
      for (const one of modalitiesOf(best.source.reading.text, best.clause)) stands.add(one)
    }
    if ([...said].some((one) => stands.has(one))) return false
    return [...said].some((one) => CONTRARY[one].some((other) => stands.has(other)))
  })
}
