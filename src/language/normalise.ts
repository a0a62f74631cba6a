/**
 * The form in which text is compared: full and half width, compatibility forms (Kangxi radicals,
 * ligatures) and letter case made one. For comparing only: offsets do not survive it, and it is never
 * stored or shown.
 */
export function normaliseForMatch(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
