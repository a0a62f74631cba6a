import { findTool, recognisedLanguages } from '../../src/external-tools.ts'
import { NO_SCANS } from './fixtures/scan.ts'

/** For the names of tests that need a program: empty where it is there, else the reason why they are left out. */
export const NO_LIBREOFFICE = findTool('LibreOffice', process.env) ? '' : ' (LEFT OUT: LibreOffice is not installed)'

export const NO_TESSERACT = await whyNoTesseract()

async function whyNoTesseract(): Promise<string> {
  const path = findTool('Tesseract', process.env)
  if (!path) return ' (LEFT OUT: Tesseract is not installed)'
  if (!(await recognisedLanguages(path)).includes('chi_sim')) return ' (LEFT OUT: Tesseract has no chi_sim)'
  return NO_SCANS ? ` (LEFT OUT: ${NO_SCANS})` : ''
}

/** Runs something with another PATH, as on a machine where nothing, or something else, is installed. */
export async function withPath<T>(path: string, run: () => Promise<T>): Promise<T> {
  const before = process.env.PATH
  process.env.PATH = path
  try {
    return await run()
  } finally {
    process.env.PATH = before
  }
}
