import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { Context } from 'hono'
import { type ContentCoding, chooseCoding, encodeBytes } from './content-coding.ts'
import type { AppEnv } from './env.ts'
import { answerNotFound } from './problems.ts'

type WebFile = {
  body: Buffer<ArrayBuffer>
  type: string
  hash: string
  isHashed: boolean
  isText: boolean
  /** The body in the codings that were asked for until now. */
  coded: Map<ContentCoding, Promise<Buffer<ArrayBuffer>>>
}

/** Below this many bytes a file fits into one packet as it is. */
const WORTH_CODING = 1_024
const TEXT_TYPE = /^(text\/|image\/svg|application\/(json|manifest))/

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

function loadFile(path: string, address: string): WebFile {
  const body = readFileSync(path)
  const type = TYPES[extname(path)] ?? 'application/octet-stream'
  return {
    body,
    type,
    hash: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    isHashed: address.startsWith('/assets/'),
    isText: TEXT_TYPE.test(type) && body.length >= WORTH_CODING,
    coded: new Map(),
  }
}

/** The body in a coding; it is made once, when it is first asked for. */
function codedBody(file: WebFile, coding: ContentCoding): Promise<Buffer<ArrayBuffer>> {
  const known = file.coded.get(coding)
  if (known) return known
  const made = encodeBytes(file.body, coding)
  file.coded.set(coding, made)
  return made
}

/** The built page by address. A request is looked up among these and never becomes a path. */
export function loadWebFiles(folder: string | undefined): ReadonlyMap<string, WebFile> {
  if (folder === undefined || !existsSync(folder)) return new Map()
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map((entry): [string, WebFile] => {
    const path = join(entry.parentPath, entry.name)
    const address = `/${relative(folder, path).split(sep).join('/')}`
    return [address, loadFile(path, address)]
  })
  return new Map(files)
}

const SERVICE_PATH = /^\/(api|v1|mcp|metrics|healthz|readyz|assets)(\/|$)/

/** A place inside the page, which a browser opens or reloads: the page itself finds its way from there. */
function isPlaceInPage(c: Context<AppEnv>): boolean {
  const wantsPage = c.req.header('accept')?.includes('text/html') === true
  return wantsPage && !SERVICE_PATH.test(c.req.path)
}

/**
 * Answers with a file of the page, compressed where the browser takes that; the address of a hashed asset never changes
 * its content.
 */
export function serveWebFiles(files: ReadonlyMap<string, WebFile>) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const isPage = c.req.path === '/' || (!files.has(c.req.path) && isPlaceInPage(c))
    const address = isPage ? '/index.html' : c.req.path
    const file = files.get(address)
    if (!file && address === '/index.html') {
      return c.text('The page is not built: run `npx vite build`. The interface is described at /api/openapi.json.\n')
    }
    if (!file) return answerNotFound(c)
    const coding = file.isText ? chooseCoding(c.req.header('accept-encoding')) : undefined
    const headers = {
      'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: coding ? `"${file.hash}-${coding}"` : `"${file.hash}"`,
      ...(file.isText && { vary: 'Accept-Encoding' }),
    }
    if (c.req.header('if-none-match') === headers.etag) return c.body(null, 304, headers)
    const coded = coding ? { 'content-encoding': coding } : {}
    const body = coding ? await codedBody(file, coding) : file.body
    return c.body(body, 200, { ...headers, ...coded, 'content-type': file.type })
  }
}
