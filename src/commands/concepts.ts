import { type Command, InvalidArgumentError } from 'commander'
import { type Database, openDatabase } from '../db/client.ts'
import { listConcepts } from '../db/concepts.ts'
import { addOwnConcept, removeOwnConcept } from '../http/own-concepts.ts'
import { invalidRequest } from '../http/validation.ts'
import { conceptRequestSchema, toWireConcept } from '../http/wire/concept.ts'
import { safeLine } from '../terminal/safe-text.ts'
import { formatTable } from '../terminal/table.ts'
import { type CommandIo, type CommonOptions, type Register, withCommonOptions } from './command.ts'
import { assertLibraryThere, readConfig } from './open-library.ts'

const HAN = /\p{Script=Han}/u

async function withDatabase(io: CommandIo, options: CommonOptions, work: (db: Database) => void): Promise<undefined> {
  const { dataFolder } = readConfig(io, options)
  await assertLibraryThere(dataFolder)
  const db = openDatabase(dataFolder)
  try {
    work(db)
  } finally {
    db.$client.close()
  }
  return undefined
}

function parseStrength(value: string): 1 | 2 | 3 {
  if (value === '1' || value === '2' || value === '3') return value === '1' ? 1 : value === '2' ? 2 : 3
  throw new InvalidArgumentError('It takes 3 (nearly the same thing), 2 (usually the same at work) or 1 (related).')
}

const registerList: Register = (concepts, run) => {
  const command = concepts
    .command('list')
    .summary('list your own concepts')
    .description('Lists the concepts that were added to the thesaurus, the oldest first.')
  withCommonOptions(command, 'precedent concepts list').action((options: CommonOptions) =>
    run(options, (io) =>
      withDatabase(io, options, (db) => {
        const rows = listConcepts(db).map(toWireConcept)
        if (options.json) io.terminal.print(JSON.stringify({ concepts: rows }))
        else if (rows.length === 0) io.terminal.note('There are none: add one with `precedent concepts add`.')
        else {
          const cells = rows.map(({ id, chinese, english, strength }) => [
            id,
            [...chinese, ...english].map(safeLine).join(', '),
            String(strength),
          ])
          io.terminal.print(formatTable(['id', 'words', 'strength'], cells, io.terminal.width))
        }
      }),
    ),
  )
}

type AddOptions = CommonOptions & { strength: 1 | 2 | 3 }

const registerAdd: Register = (concepts, run) => {
  const command = concepts
    .command('add')
    .summary('say that words stand for one thing')
    .description(
      'Says that words stand for one thing, Chinese and English ones alike; counts from the next question on.',
    )
    .argument('<words...>', 'the words; quote one that holds a space')
    .option('--strength <n>', '3 nearly the same thing, 2 usually the same at work, 1 related', parseStrength, 3)
  withCommonOptions(command, 'precedent concepts add 小灰盒 边缘网关 "edge gateway"').action(
    (words: string[], options: AddOptions) =>
      run(options, (io) =>
        withDatabase(io, options, (db) => {
          const chinese = words.filter((word) => HAN.test(word))
          const english = words.filter((word) => !HAN.test(word))
          const parsed = conceptRequestSchema.safeParse({ chinese, english, strength: options.strength })
          if (!parsed.success) throw invalidRequest(parsed.error, 'arguments')
          const concept = toWireConcept(addOwnConcept(db, parsed.data))
          io.terminal.print(options.json ? JSON.stringify(concept) : `${concept.id} added`)
        }),
      ),
  )
}

const registerRemove: Register = (concepts, run) => {
  const command = concepts
    .command('remove')
    .summary('remove one of your own concepts')
    .description('Removes a concept that was added to the thesaurus.')
    .argument('<id>', 'as `concepts list` shows it')
  withCommonOptions(command, 'precedent concepts remove 6f0c…').action((id: string, options: CommonOptions) =>
    run(options, (io) =>
      withDatabase(io, options, (db) => {
        removeOwnConcept(db, id)
        io.terminal.print(options.json ? JSON.stringify({ removed: id }) : `${safeLine(id)} removed`)
      }),
    ),
  )
}

export const registerConcepts: Register = (program, run) => {
  const concepts: Command = program.command('concepts').description('Your own words for what documents call otherwise.')
  registerList(concepts, run)
  registerAdd(concepts, run)
  registerRemove(concepts, run)
}
