import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { getDocumentProxy } from 'unpdf'
import { AppError } from '../../../src/errors.ts'
import type { SourceFile } from '../../extraction.ts'

export type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>

/**
 * Opens a PDF for its text. pdf.js takes the bytes over, so it gets a copy.
 *
 * Errors: `file_encrypted`, `file_broken`.
 */
export async function openPdf({ name, bytes }: SourceFile): Promise<PdfDocument> {
  return getDocumentProxy(new Uint8Array(bytes), { ...pdfData(), verbosity: 0 }).catch((cause) => {
    if (cause instanceof Error && cause.name === 'PasswordException') {
      const message = `${name}: protected by a password; save it without one.`
      throw new AppError('file_encrypted', message, { cause })
    }
    throw brokenPdf(name, cause)
  })
}

/** Where pdf.js finds its data: it wants plain paths with a slash at the end. */
export function pdfData() {
  const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  return {
    cMapUrl: join(library, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(library, 'standard_fonts/'),
    wasmUrl: join(library, 'wasm/'),
  }
}

export function brokenPdf(name: string, cause: unknown): AppError {
  const message = `${name}: the PDF is damaged; open it and save it again, or bring it again.`
  return new AppError('file_broken', message, { cause })
}
