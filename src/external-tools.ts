import { execFile } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

type System = 'linux' | 'darwin' | 'win32'

type ExternalTool = {
  commands: readonly string[]
  /** Where installers put it without naming the place in PATH. */
  usualPlaces: Readonly<Partial<Record<System, readonly string[]>>>
  /** What cannot be read without it. */
  reads: string
  install: Readonly<Record<System, string>>
}

/** Programs that read what Precedent cannot by itself, and that a machine may do without. */
export const EXTERNAL_TOOLS = {
  LibreOffice: {
    commands: ['soffice', 'libreoffice'],
    usualPlaces: {
      darwin: ['/Applications/LibreOffice.app/Contents/MacOS/soffice'],
      win32: [
        'C:\\Program Files\\LibreOffice\\program\\soffice.com',
        'C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com',
      ],
    },
    reads: '.doc .ppt .xls .wps .et .dps .rtf .odt .odp .ods',
    install: {
      linux: 'apt install libreoffice-writer-nogui libreoffice-impress-nogui libreoffice-calc-nogui (Debian, Ubuntu)',
      darwin: 'brew install --cask libreoffice',
      win32: 'the installer from libreoffice.org',
    },
  },
  Tesseract: {
    commands: ['tesseract'],
    usualPlaces: {
      darwin: ['/opt/homebrew/bin/tesseract', '/usr/local/bin/tesseract'],
      win32: ['C:\\Program Files\\Tesseract-OCR\\tesseract.exe'],
    },
    reads: 'scanned PDF pages and pictures',
    install: {
      linux: 'apt install tesseract-ocr tesseract-ocr-chi-sim (Debian, Ubuntu)',
      darwin: 'brew install tesseract tesseract-lang',
      win32: 'the installer of UB Mannheim, with Chinese (simplified) chosen',
    },
  },
} as const satisfies Record<string, ExternalTool>

export type ExternalToolName = keyof typeof EXTERNAL_TOOLS

type Environment = Readonly<Record<string, string | undefined>>

/** The path of an installed program, by PATH and the places where it usually lies; undefined when there is none. */
export function findTool(
  name: ExternalToolName,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const { commands, usualPlaces }: ExternalTool = EXTERNAL_TOOLS[name]
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter((folder) => folder !== '')
  const endings = platform === 'win32' ? ['.com', '.exe'] : ['']
  const named = folders.flatMap((folder) =>
    commands.flatMap((command) => endings.map((ending) => join(folder, command + ending))),
  )
  return [...named, ...(usualPlaces[systemOf(platform)] ?? [])].find(isProgram)
}

/** What to type, or to fetch, so that the program is there. */
export function installAdvice(name: ExternalToolName, platform: NodeJS.Platform = process.platform): string {
  return EXTERNAL_TOOLS[name].install[systemOf(platform)]
}

/** The languages that Tesseract at this path has data for, such as `chi_sim`; none where it does not say. */
export async function recognisedLanguages(tesseract: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(tesseract, ['--list-langs'], { timeout: 10_000 }).catch(() => ({
    stdout: '',
  }))
  return stdout
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function systemOf(platform: NodeJS.Platform): System {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux'
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
