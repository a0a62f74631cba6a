import { boundOf } from './bounds.ts'
import { isDated, statesFigure } from './compare-figures.ts'
import type { Figure } from './figures.ts'
import type { Reading } from './reading.ts'
import { isToldOtherwise } from './told-figures.ts'

/** What is wrong with a value: no source has it, has it in that unit, on that day, or bounds it on that side. */
export type FigureDoubt = { figure: Figure; kind: 'absent' | 'unit' | 'date' | 'bound' | 'own count' }

const OWN_COUNT = /^ ?(?:个?方面|点(?!半|钟)|大?类|种情况|reasons?\b|points?\b|items?\b|aspects?\b)/
/** These two, those three: what was told before. */
const POINTING = /(?:这|那|上述|以上|前述|前面|其中|此|these|those|the other|the same)[ ]?$/
const SMALL = 10

function isTurned(figure: Figure, claim: Reading, found: readonly (readonly [Reading, Figure])[]): boolean {
  const bound = boundOf(claim.text, figure)
  if (bound === undefined) return false
  return found.every(([source, other]) => ![undefined, bound].includes(boundOf(source.text, other)))
}

const isPlain = ({ kind }: Figure): boolean => kind !== 'order' && kind !== 'count' && kind !== 'number'

/** Whether a source has the number with another unit, and none with this one. */
function isInAnotherUnit(figure: Figure, sources: readonly Reading[]): boolean {
  if (!isPlain(figure) || figure.written === undefined) return false
  return sources.some(({ figures }) =>
    figures.some((other) => isPlain(other) && other.written === figure.written && other.key !== figure.key),
  )
}

/** The values of a claim that its sources do not state. @param cited how many passages there are. */
export function doubtFigures(claim: Reading, sources: readonly Reading[], cited: number): FigureDoubt[] {
  return claim.figures.flatMap((figure): FigureDoubt[] => {
    const found = sources.flatMap((source) =>
      source.figures.filter((other) => statesFigure(figure, other)).map((other) => [source, other] as const),
    )
    const isBare = found.every(([, { unit }]) => unit === '')
    const inAnotherUnit = isInAnotherUnit(figure, sources)
    if (found.length > 0 && !(isBare && inAnotherUnit)) {
      return isTurned(figure, claim, found) ? [{ figure, kind: 'bound' }] : []
    }
    const isCount = figure.kind === 'count' || figure.kind === 'number'
    const value = figure.value ?? Number.NaN
    if (isCount && value > 1 && value === cited) return []
    if (isCount && value <= SMALL && POINTING.test(claim.text.slice(0, figure.start))) return []
    if (isToldOtherwise(figure, claim, sources)) return []
    if (
      isCount &&
      value <= SMALL &&
      OWN_COUNT.test(claim.text.slice(figure.kind === 'number' ? figure.end : figure.end - 1))
    ) {
      return [{ figure, kind: 'own count' }]
    }
    if (isDated(figure)) return [{ figure, kind: 'date' }]
    return [{ figure, kind: inAnotherUnit ? 'unit' : 'absent' }]
  })
}
