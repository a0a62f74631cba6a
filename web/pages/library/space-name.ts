import type { Texts } from '../../language/texts.ts'

const DEFAULT_SPACE = 'default'

/** A space as people read it: those that the service made by itself have names in their language. */
export function spaceName(name: string, isSample: boolean, { library }: Texts): string {
  if (isSample) return library.sampleSpace
  return name === DEFAULT_SPACE ? library.defaultSpace : name
}
