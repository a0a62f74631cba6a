import type { Context } from 'hono'
import { type Access, isVisible, OWNER_ACCESS } from '../engines/access.ts'
import type { AppEnv } from './env.ts'

/** Who asks. Until accounts exist that is the owner, whoever reaches the loopback address. */
export function accessOf(_c: Context<AppEnv>): Access {
  return OWNER_ACCESS
}

type Facts = { id: string; space: string; kind: string; sensitivity: string; date: string }

export function mayRead(c: Context<AppEnv>, document: Facts): boolean {
  return isVisible({ ...document, documentId: document.id }, accessOf(c))
}
