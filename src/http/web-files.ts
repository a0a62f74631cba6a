import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { Context } from 'hono'
import type { AppEnv } from './env.ts'
import { answerNotFound } from './problems.ts'

type WebFile = { body: Buffer<ArrayBuffer>; type: string; etag: string; isHashed: boolean }

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
  return {
    body,
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    isHashed: address.startsWith('/assets/'),
  }
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

/** Answers with a file of the page; the address of a hashed asset never changes its content. */
export function serveWebFiles(files: ReadonlyMap<string, WebFile>) {
  return (c: Context<AppEnv>): Response => {
    const isPage = c.req.path === '/' || (!files.has(c.req.path) && isPlaceInPage(c))
    const address = isPage ? '/index.html' : c.req.path
    const file = files.get(address)
    if (!file && address === '/index.html') {
      return c.text('The page is not built: run `npx vite build`. The interface is described at /api/openapi.json.\n')
    }
    if (!file) return answerNotFound(c)
    const caching = file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache'
    const headers = { 'cache-control': caching, etag: file.etag }
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304, headers)
    return c.body(file.body, 200, { ...headers, 'content-type': file.type })
  }
}
