import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { write } from '../src/db/client.ts'
import { enqueueJob } from '../src/db/jobs.ts'
import { type ListeningServer, startServer } from '../src/server.ts'
import { uploadForm } from './helpers/requests.ts'
import { addDocument, type FakeServices, fakeServices, makeAnswer } from './helpers/services.ts'

let fake: FakeServices
let server: ListeningServer
beforeEach(async () => {
  fake = await fakeServices()
  server = await startServer(createApp(fake.services), { host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  await server.stop()
  await fake.close()
})

const queueJob = () =>
  write(fake.services.db, (tx) => {
    const request = { kind: 'file', documentId: 'd', isNew: true, contentHash: 'h' } as const
    return enqueueJob(tx, { path: 'a.md', request })
  }).id

async function readUntil(body: ReadableStream<Uint8Array> | null, wanted: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true })
    if (text.includes(wanted)) return text
  }
  return text
}

describe('a listening server', () => {
  it('takes a free port for port 0 and tells which', async () => {
    expect(server.port).toBeGreaterThan(0)
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  })

  it('says what to do when its port is in use', async () => {
    const second = startServer(createApp(fake.services), { host: '127.0.0.1', port: server.port })
    await expect(second).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringMatching(new RegExp(`Port ${server.port} .* is in use.*--port`)),
    })
  })

  it('listens on IPv6 loopback too', async () => {
    const six = await startServer(createApp(fake.services), { host: '::1', port: 0 })
    expect(six.url).toBe(`http://[::1]:${six.port}`)
    expect((await fetch(`${six.url}/healthz`)).status).toBe(200)
    await six.stop()
  })

  it('takes JSON that is sent in chunks of unknown length, up to 1 MB', async () => {
    const send = (size: number) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
        const outgoing = httpRequest(`${server.url}/api/search`, { method: 'POST', headers }, (incoming) => {
          incoming.resume().on('end', () => resolve(incoming.statusCode))
        })
        outgoing.on('error', reject)
        outgoing.write('{"query":"x","pad":"')
        for (let sent = 0; sent < size; sent += 1_000) outgoing.write('y'.repeat(1_000))
        outgoing.end('"}')
      })
    expect(await send(10_000)).toBe(200)
    expect(await send(1_100_000)).toBe(413)
  })

  it('streams an upload of many megabytes to the data folder and gives it back whole', async () => {
    const text = '先例'.repeat(4_000_000)
    const response = await fetch(`${server.url}/api/documents`, {
      method: 'POST',
      body: uploadForm([{ name: 'big.md', text }]),
    })
    expect(response.status).toBe(202)
    const { documentId } = await addDocument(fake, { path: 'big.md', text })
    expect(await (await fetch(`${server.url}/api/documents/${documentId}/file`)).text()).toBe(text)
  })

  it('answers an upload that is announced as too large without reading it', async () => {
    const socket = connect(server.port, '127.0.0.1')
    socket.write(
      `POST /api/documents HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 2000000000\r\n\r\n`,
    )
    const [first] = (await new Promise<Buffer[]>((resolve) => socket.once('data', (data) => resolve([data])))) as [
      Buffer,
    ]
    expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
  })

  it('stops asking when the client leaves, streaming or not', async () => {
    for (const stream of [true, false]) {
      let isStopped = false
      fake.gives.ask = ({ signal }, onEvent) => {
        onEvent({ event: 'delta', data: { text: 'first' } })
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            isStopped = true
            reject(new Error('stopped'))
          })
        })
      }
      const leaving = new AbortController()
      const asking = fetch(`${server.url}/api/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question: 'x', stream }),
        signal: leaving.signal,
      })
      asking.catch(() => undefined)
      await expect.poll(() => fake.calls.ask.length).toBe(stream ? 1 : 2)
      await pause(50)
      leaving.abort()
      await expect.poll(() => isStopped).toBe(true)
    }
    expect(fake.calls.log).toEqual([])
  })

  it('sends each event of an answer as it happens', async () => {
    let finish: () => void = () => undefined
    fake.gives.ask = (_, onEvent) => {
      onEvent({ event: 'delta', data: { text: 'first' } })
      return new Promise((resolve) => {
        finish = () => resolve(makeAnswer())
      })
    }
    const response = await fetch(`${server.url}/api/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question: 'x', stream: true }),
    })
    expect(await readUntil(response.body, 'first')).not.toContain('done')
    finish()
  })
})

describe('stopping', () => {
  it('ends open streams and is done well within 3 seconds', async () => {
    const response = await fetch(`${server.url}/api/jobs/${queueJob()}/events`)
    const reading = response.text()
    await pause(50)
    const start = performance.now()
    await server.stop()
    expect(performance.now() - start).toBeLessThan(1_500)
    expect(await reading).toContain('"state":"queued"')
  })

  it('lets a request finish that has begun', async () => {
    fake.gives.retrieve = async () => {
      await pause(300)
      return { passages: [], degraded: [] }
    }
    const asking = fetch(`${server.url}/api/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"x"}',
    })
    await expect.poll(() => fake.calls.retrieve.length).toBe(1)
    await server.stop()
    expect((await asking).status).toBe(200)
  })

  it('cuts off what does not end', async () => {
    fake.gives.retrieve = () => new Promise(() => undefined)
    const asking = fetch(`${server.url}/api/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"x"}',
    })
    asking.catch(() => undefined)
    await expect.poll(() => fake.calls.retrieve.length).toBe(1)
    const start = performance.now()
    await server.stop()
    expect(performance.now() - start).toBeLessThan(3_500)
    await expect(asking).rejects.toThrow()
  })
})
