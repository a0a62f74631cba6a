/** The last part of a path: known-answer questions name a document by what that begins with. */
export function fileName(path: string): string {
  return path.split('/').at(-1) ?? path
}

/**
 * The shortest name by which a known-answer question can mean each document and no other: that of its file, or its path
 * where another file's name begins alike.
 */
export function nameDocuments(documents: readonly { id: string; path: string }[]): ReadonlyMap<string, string> {
  const names = documents.map(({ path }) => fileName(path)).sort()
  const isTaken = (name: string, at: number) => names[at + 1]?.startsWith(name) === true
  const shared = new Set(names.filter(isTaken))
  return new Map(
    documents.map(({ id, path }) => {
      const name = fileName(path)
      return [id, shared.has(name) ? path : name]
    }),
  )
}
