import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { buildThesaurus, type Concept, type Strength, type Thesaurus } from './thesaurus.ts'

const FOLDER = new URL('./concepts/', import.meta.url)
const BETWEEN_LANGUAGES = 'between-languages.tsv'

const split = (column: string | undefined) => (column ?? '').split('|').filter((word) => word !== '')

/** Lines of `Chinese|members <TAB> English|members <TAB> strength`. */
export function parseConcepts(lines: string, betweenLanguages = false): Omit<Concept, 'id'>[] {
  return lines.split('\n').flatMap((line) => {
    const [chinese, english, strength] = line.split('\t')
    if (strength === undefined) return []
    const words = { chinese: split(chinese), english: split(english) }
    return [{ ...words, strength: Number(strength) as Strength, ...(betweenLanguages && { betweenLanguages }) }]
  })
}

/** The first member names a concept; of several that begin alike the later ones have a number. */
export function nameConcepts(concepts: readonly Omit<Concept, 'id'>[]): Concept[] {
  const seen = new Map<string, number>()
  return concepts.map((concept) => {
    const head = concept.chinese[0] ?? concept.english[0] ?? ''
    const count = (seen.get(head) ?? 0) + 1
    seen.set(head, count)
    return { ...concept, id: count === 1 ? head : `${head} ${count}` }
  })
}

type ConceptFile = { name: string; lines: string }

let files: ConceptFile[] | undefined
let thesaurus: Thesaurus | undefined

function readConceptFiles(): ConceptFile[] {
  files ??= readdirSync(FOLDER)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
    .map((name) => ({ name, lines: readFileSync(new URL(name, FOLDER), 'utf8') }))
  return files
}

/** The concepts that come with the program, read from the folder beside this file when first asked for. */
export function builtInThesaurus(): Thesaurus {
  thesaurus ??= buildThesaurus(
    nameConcepts(readConceptFiles().flatMap(({ name, lines }) => parseConcepts(lines, name === BETWEEN_LANGUAGES))),
  )
  return thesaurus
}

/** Another one for other concepts: terms that stand in an index are those of one version. */
export function thesaurusVersion(): string {
  const hash = createHash('sha256')
  for (const { lines } of readConceptFiles()) hash.update(lines)
  return hash.digest('hex').slice(0, 8)
}
