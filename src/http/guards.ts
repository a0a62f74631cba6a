import type { Context, MiddlewareHandler } from 'hono'
import { AppError } from '../errors.ts'
import type { AppEnv } from './env.ts'

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i
const API_PATH = /^\/(api|v1|mcp|metrics)(\/|$)/

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Tells browsers what a page of this service may do, on every answer. */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.res.headers.set(name, value)
  if (API_PATH.test(c.req.path) && !c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
}

function hostOf(c: Context): string {
  return c.req.header('host') ?? new URL(c.req.url).host
}

/** Refuses requests that were sent to another name: a foreign name that resolves to this machine (DNS rebinding). */
export const guardHost: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!LOOPBACK_HOST.test(hostOf(c))) {
    throw new AppError('forbidden_host', 'This service answers on 127.0.0.1, localhost and [::1] only.')
  }
  await next()
}

/** Refuses requests that a page of another origin sends through somebody's browser. */
export const guardOrigin: MiddlewareHandler<AppEnv> = async (c, next) => {
  const origin = c.req.header('origin')
  const isForeign = origin !== undefined && origin.toLowerCase() !== `http://${hostOf(c).toLowerCase()}`
  const isCrossSite = c.req.header('sec-fetch-site') === 'cross-site' && API_PATH.test(c.req.path)
  if (isForeign || isCrossSite) {
    throw new AppError('forbidden_origin', 'Pages of other origins may not use this service.')
  }
  await next()
}
