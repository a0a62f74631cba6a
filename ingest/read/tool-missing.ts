import type { AppError } from '../../src/errors.ts'
import { type ExternalToolName, installAdvice } from '../../src/external-tools.ts'
import type { SourceFile } from '../extraction.ts'
import { readFailure } from './read-failure.ts'

/** The failure of a file that only a program which is not installed could read; `otherwise`: what else helps. */
export function toolMissing(file: SourceFile, tool: ExternalToolName, what: string, otherwise: string): AppError {
  const lack = tool === 'Tesseract' ? 'which is not installed, or not with Chinese' : 'which is not installed'
  const explanation = `${what} with ${tool}, ${lack}: ${installAdvice(tool)}; or ${otherwise}`
  return readFailure(file, 'tool_missing', explanation)
}
