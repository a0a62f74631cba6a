/** What a person can correct, as it stands in a form. */
export type FactEdits = Partial<{
  title: string
  kind: string
  date: string
  project: string
  people: string
  space: string
  sensitivity: string
}>

/** Names as one types them: with commas or whatever a language uses between. */
export function parsePeople(typed: string): string[] {
  return [...new Set(typed.split(/[,，、;；\n]/u).map((name) => name.trim()))].filter((name) => name !== '')
}

export function joinPeople(people: readonly string[], separator: string): string {
  return people.join(separator)
}

type Facts = { [Name in keyof Omit<Required<FactEdits>, 'people'>]: string } & { people: readonly string[] }

/** The corrections to send: what was typed and says something else than before. */
export function changedFacts(document: Facts, edits: FactEdits): Record<string, string | string[]> {
  const { people, ...words } = edits
  const changed: Record<string, string | string[]> = {}
  for (const [name, typed] of Object.entries(words)) {
    const value = typed.trim()
    if (value !== Reflect.get(document, name)) changed[name] = value
  }
  if (people !== undefined) {
    const names = parsePeople(people)
    if (names.join('\n') !== document.people.join('\n')) changed.people = names
  }
  return changed
}
