import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { AppError } from './errors.ts'

const STOP_GRACE_MS = 2_900
const IDLE_POLL_MS = 20
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i

export type ListeningServer = {
  port: number
  /** Where a browser finds it. */
  url: string
  /** Ends streams, lets running requests finish, and is done within 3 seconds. */
  stop: () => Promise<void>
}

type App = { fetch: (request: Request, env: { closing: AbortSignal }) => Response | Promise<Response> }
type Address = { host: string; port: number }

function loopbackHost(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  if (LOOPBACK.test(bare)) return bare
  throw new AppError(
    'config_invalid',
    `HOST=${host}: Precedent listens on loopback only until accounts exist; use 127.0.0.1, localhost or ::1.`,
  )
}

function listenFailure(error: NodeJS.ErrnoException, { host, port }: Address): Error {
  if (error.code === 'EADDRINUSE') {
    return new AppError(
      'port_in_use',
      `Port ${port} on ${host} is in use, maybe by another Precedent: stop it, or choose another port with --port.`,
      { cause: error },
    )
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
    const why = error.code === 'EACCES' ? 'this user may not listen there' : 'this machine has no such address'
    return new AppError('config_invalid', `HOST=${host} PORT=${port}: ${why}; choose another.`, { cause: error })
  }
  return error
}

function listen(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(error, address)))
    server.listen(address.port, address.host, resolve)
  })
}

/** Knows the connections that no request is using, those a browser opened ahead of need included. */
function trackIdle(server: Server): () => Iterable<Socket> {
  const idle = new Set<Socket>()
  server.on('connection', (socket) => {
    idle.add(socket)
    socket.once('close', () => idle.delete(socket))
  })
  server.on('request', ({ socket }, outgoing) => {
    idle.delete(socket)
    outgoing.once('close', () => {
      if (!socket.destroyed) idle.add(socket)
    })
  })
  return () => idle
}

function close(server: Server, idle: () => Iterable<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const last = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS)
    const sweep = setInterval(() => {
      for (const socket of idle()) socket.destroy()
    }, IDLE_POLL_MS)
    server.close(() => {
      clearTimeout(last)
      clearInterval(sweep)
      resolve()
    })
  })
}

/**
 * Listens on a loopback address; port 0 takes a free one.
 * @throws AppError `config_invalid` for any other address, `port_in_use`
 */
export async function startServer(app: App, address: Address): Promise<ListeningServer> {
  const host = loopbackHost(address.host)
  const closing = new AbortController()
  const server = createAdaptorServer({
    fetch: (request) => app.fetch(request, { closing: closing.signal }),
  }) as Server
  const idle = trackIdle(server)
  await listen(server, { host, port: address.port })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    stop: () => {
      closing.abort()
      return close(server, idle)
    },
  }
}
