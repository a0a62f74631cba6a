import { AppError, type ErrorCode } from '../../src/errors.ts'
import type { SourceFile } from '../extraction.ts'
import { describeContent } from './sniff.ts'

/** A failure of one file: its name, then what is wrong and what to do, without the stop at the end. */
export function readFailure({ name }: SourceFile, code: ErrorCode, explanation: string, cause?: unknown): AppError {
  return new AppError(code, `${name}: ${explanation}.`, cause === undefined ? {} : { cause })
}

/** The content is something else than `expected`, as in "a PDF"; or nothing known, then the file is damaged. */
export async function contentMismatch(file: SourceFile, expected: string): Promise<AppError> {
  const what = await describeContent(file.bytes)
  return what
    ? readFailure(file, 'format_mismatch', `the content is ${what}, not ${expected}; give the file its right ending`)
    : readFailure(file, 'file_broken', `its beginning is not that of ${expected}; the file is damaged, bring it again`)
}
