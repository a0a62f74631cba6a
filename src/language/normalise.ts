import { foldTraditional } from './traditional.ts'

/** Characters without width: soft hyphens, joiners, marks of direction, variation selectors, byte-order marks. */
const WITHOUT_WIDTH = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\ufe00-\ufe0f]/g

/**
 * The form in which text is compared: full and half width, compatibility forms (Kangxi radicals, ligatures),
 * traditional and simplified characters and letter case made one, characters without width left out. For comparing
 * only: offsets do not survive it, and it is never stored or shown.
 */
export function normaliseForMatch(text: string): string {
  return foldTraditional(text.normalize('NFKC').toLowerCase().replace(WITHOUT_WIDTH, ''))
}
