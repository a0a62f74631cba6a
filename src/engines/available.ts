import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'

/** @throws AppError `config_invalid` for an engine that this version does not have. */
export function assertEngineAvailable({ engine }: Config): void {
  if (engine === 'embedded') return
  throw new AppError(
    'config_invalid',
    `PRECEDENT_ENGINE=${engine} is not available in this version: unset it to use the embedded engine.`,
  )
}
