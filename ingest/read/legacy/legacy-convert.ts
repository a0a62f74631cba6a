import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { SourceFile } from '../../extraction.ts'
import type { OfficeFormat } from '../formats.ts'
import { MAX_FILE_BYTES } from '../limits.ts'
import { readFailure } from '../read-failure.ts'
import { runTool, type ToolResult } from '../run-tool.ts'
import { officeProfile } from './office-profile.ts'

/** A little less than a reading that says nothing may take. */
const TIMEOUT_MS = 110_000

const FILTERS = {
  docx: 'MS Word 2007 XML',
  pptx: 'Impress MS PowerPoint 2007 XML',
  xlsx: 'Calc MS Excel 2007 XML',
} as const satisfies Record<OfficeFormat, string>

/**
 * Has LibreOffice save a document in a current format: without a window, macros or links, in a folder of its own.
 *
 * Errors: `file_broken`, `file_too_large`, `read_timeout`.
 */
export async function convertWithLibreOffice(
  soffice: string,
  file: SourceFile,
  { ending, to }: { ending: string; to: OfficeFormat },
): Promise<Uint8Array> {
  const profile = await officeProfile()
  const folder = await mkdtemp(join(tmpdir(), 'convert-'))
  try {
    const source = join(folder, `document${ending}`)
    await writeFile(source, file.bytes)
    await mkdir(join(folder, 'out'))
    const options = ['--headless', '--norestore', '--nologo', '--nodefault', '--nolockcheck']
    const convert = ['--convert-to', `${to}:${FILTERS[to]}`, '--outdir', join(folder, 'out'), source]
    const result = await runTool(soffice, {
      args: [`-env:UserInstallation=${pathToFileURL(profile)}`, ...options, ...convert],
      environment: { HOME: folder, SAL_USE_VCLPLUGIN: 'svp' },
      timeoutMs: TIMEOUT_MS,
    })
    return await takeOutput(file, join(folder, 'out', `document.${to}`), result)
  } catch (error) {
    // LibreOffice may have been ended half-way through writing it.
    await rm(profile, { recursive: true, force: true })
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 2 }).catch(() => {})
  }
}

async function takeOutput(file: SourceFile, path: string, result: ToolResult): Promise<Uint8Array> {
  if (result.end === 'timed_out') {
    const explanation = `LibreOffice did not convert it within ${TIMEOUT_MS / 1_000} s`
    throw readFailure(file, 'read_timeout', `${explanation}; save it in the current format, or split it`)
  }
  const found = await stat(path).catch(() => undefined)
  if (!found || found.size === 0) {
    const how = result.signal ?? `code ${result.code}`
    const cause = new Error(`LibreOffice (${how}): ${result.stderr.slice(-500)}`)
    const advice = 'open it in the program that wrote it and save it as .docx, .pptx or .xlsx'
    throw readFailure(
      file,
      'file_broken',
      `LibreOffice cannot open it, so it is damaged or of a kind of its own; ${advice}`,
      cause,
    )
  }
  if (found.size > MAX_FILE_BYTES) {
    throw readFailure(
      file,
      'file_too_large',
      `in the current format larger than ${MAX_FILE_BYTES / 2 ** 20} MB; split it`,
    )
  }
  return readFile(path)
}
