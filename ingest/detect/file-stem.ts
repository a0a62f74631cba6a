/** The name of a file without its ending. */
export function fileStem(name: string): string {
  return name.replace(/\.[^.]+$/, '') || name
}
