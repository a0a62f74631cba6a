import type { Context } from 'hono'
import { type DocumentView, findDocument } from '../db/document-views.ts'
import { findVersion, type VersionView } from '../db/versions.ts'
import { AppError } from '../errors.ts'
import type { AppEnv } from './env.ts'
import { mayRead } from './viewer.ts'

/** The document of that id if the viewer may read it. @throws AppError `not_found` */
export function readableDocument(c: Context<AppEnv>, id: string): DocumentView {
  const document = findDocument(c.var.services.db, id)
  if (!document || !mayRead(c, document)) throw new AppError('not_found', `There is no document ${id}.`)
  return document
}

/** The version asked for, or the current one. @throws AppError `not_found` */
export function readableVersion(c: Context<AppEnv>, documentId: string, versionId: string | undefined): VersionView {
  const document = readableDocument(c, documentId)
  const wanted = versionId ?? document.versionId
  if (wanted === '') throw new AppError('not_found', `${document.path} has no text yet: wait for its job to finish.`)
  const version = findVersion(c.var.services.db, wanted)
  if (version?.documentId !== document.id) {
    throw new AppError('not_found', `${document.path} has no version ${wanted}.`)
  }
  return version
}
