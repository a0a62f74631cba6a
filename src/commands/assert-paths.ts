import { access } from 'node:fs/promises'
import { AppError } from '../errors.ts'

/** @throws AppError `path_missing` naming the first one that is not there. */
export async function assertPathsExist(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await access(path).catch((cause: unknown) => {
      throw new AppError(
        'path_missing',
        `${path === '' ? 'An empty path' : path} does not exist or cannot be read: check the path.`,
        { cause },
      )
    })
  }
}
