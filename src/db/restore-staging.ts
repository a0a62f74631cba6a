import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../errors.ts'
import { DATABASE_FILE } from './client.ts'

/** What an interrupted restore may have left in a folder that is a mount point. */
const STAGING = '.restoring'

/** `install` puts what was unpacked into `folder` in the place of the data folder. */
export type Staging = { folder: string; install: () => Promise<void> }

/**
 * @returns whether the folder exists.
 * @throws AppError `data_folder_not_empty`, `data_folder_unusable`
 */
export async function assertEmpty(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new AppError('data_folder_unusable', `${folder} cannot be used as data folder: it is not a folder.`, {
      cause: error,
    })
  })
  if (names === undefined) return false
  if (names.every((name) => name === STAGING)) return true
  throw new AppError(
    'data_folder_not_empty',
    `${folder} is not empty: a backup is restored into a new or empty folder only; name one with --data.`,
  )
}

async function stageBeside(dataFolder: string): Promise<Staging> {
  const folder = join(dirname(dataFolder), `.${basename(dataFolder)}.restoring`)
  await mkdir(dirname(dataFolder), { recursive: true })
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  return { folder, install: () => rename(folder, dataFolder) }
}

async function stageInside(dataFolder: string): Promise<Staging> {
  const folder = join(dataFolder, STAGING)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  const install = async () => {
    await assertEmpty(dataFolder)
    await rename(join(folder, 'files'), join(dataFolder, 'files'))
    await rename(join(folder, DATABASE_FILE), join(dataFolder, DATABASE_FILE))
  }
  return { folder, install }
}

/**
 * Unpacks beside the data folder, so that one rename puts everything in place. A mount point can be neither
 * removed nor renamed over: there it unpacks inside, and the database comes last.
 */
export async function prepareStaging(dataFolder: string): Promise<Staging> {
  try {
    await rmdir(dataFolder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    return await stageBeside(dataFolder)
  } catch {
    return await stageInside(dataFolder).catch((cause: unknown) => {
      throw new AppError('data_folder_unusable', `${dataFolder} cannot be written: choose another with --data.`, {
        cause,
      })
    })
  }
}
