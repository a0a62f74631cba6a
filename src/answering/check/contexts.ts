/** A text with its signs as bars, so that what stands before and after a word can be compared over them. */
export const toContextText = (text: string): string =>
  `|${text}|`
    .replace(/(?:(?<!\d)[.,:]|[.,:](?!\d)|[^\p{L}\p{N}%‰\s.,:])+/gu, '|')
    .replace(/\s*\|\s*/g, '|')
    .replace(/\|+/g, '|')

/** How many characters before and after a word have to be the same. */
const CONTEXTS: readonly (readonly [before: number, after: number])[] = [
  [2, 2],
  [3, 1],
  [1, 3],
]
const isLatin = (form: string): boolean => /^[a-z]/.test(form)

export type Place = { before: string; after: string }

/** What stands around each occurrence of a form, by as many characters as say where it is. */
export function placesOf(form: string, text: string): Place[] {
  const places: Place[] = []
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    const end = at + form.length
    if (isLatin(form) && (/[a-z]/.test(text.charAt(at - 1)) || /[a-z]/.test(text.charAt(end)))) continue
    for (const [before, after] of isLatin(form) ? [[6, 5] as const] : CONTEXTS) {
      const place = { before: text.slice(Math.max(0, at - before), at), after: text.slice(end, end + after) }
      if (place.before.length === before && place.after.length === after) places.push(place)
    }
  }
  return places
}
