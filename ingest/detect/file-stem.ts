import { cleanName } from '../read/zip/decode-name.ts'

/** The name of a file without its ending, on one line. */
export function fileStem(name: string): string {
  const clean = cleanName(name) || name
  return clean.replace(/\.[^.]+$/, '') || clean
}
