/**
 * What the HTTP layer costs by itself: requests over a real socket with stand-ins for retrieval, and an upload.
 * Run: `npx tsx test/bench/http.ts`
 */
import { Agent, request } from 'node:http'
import { createApp } from '../../src/app.ts'
import { startServer } from '../../src/server.ts'
import { addDocument, fakeServices, makePassage } from '../helpers/services.ts'

const ROUNDS = 3_000
const CONNECTIONS = 16
const UPLOAD_MEBIBYTES = 150

const fake = await fakeServices()
fake.gives.retrieve = () => ({
  passages: Array.from({ length: 10 }, (_, n) =>
    makePassage({ chunkId: `c${n}`, text: '移交清单要签字。'.repeat(40) }),
  ),
  degraded: [],
})
const { documentId } = await addDocument(fake, { path: 'a.md', text: '先例'.repeat(5_000) })
const server = await startServer(createApp(fake.services), { host: '127.0.0.1', port: 0 })
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })

function send(method: string, path: string, body?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const outgoing = request({ port: server.port, host: '127.0.0.1', method, path, agent, headers }, (incoming) => {
      incoming.resume().on('end', resolve)
    })
    outgoing.on('error', reject).end(body)
  })
}

async function measure(name: string, method: string, path: string, body?: string): Promise<void> {
  for (let n = 0; n < 200; n++) await send(method, path, body)
  const times: number[] = []
  let left = ROUNDS
  const start = performance.now()
  const work = async () => {
    while (left-- > 0) {
      const begun = performance.now()
      await send(method, path, body)
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  const seconds = (performance.now() - start) / 1_000
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
  console.log(`${name}: ${Math.round(ROUNDS / seconds)} requests/s, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
}

async function* formOf(mebibytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('--b\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\n')
  const block = Buffer.alloc(1024 * 1024, 'x')
  for (let n = 0; n < mebibytes; n++) yield block
  yield Buffer.from('\r\n--b--\r\n')
}

async function measureUpload(): Promise<void> {
  let peak = 0
  const before = process.memoryUsage().rss
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 5)
  const start = performance.now()
  const init = {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: ReadableStream.from(formOf(UPLOAD_MEBIBYTES)),
    duplex: 'half',
  }
  const response = await fetch(`${server.url}/api/documents`, init as RequestInit)
  clearInterval(watch)
  const seconds = ((performance.now() - start) / 1_000).toFixed(2)
  const grown = Math.round((peak - before) / 1024 / 1024)
  console.log(
    `upload of ${UPLOAD_MEBIBYTES} MB: ${response.status} in ${seconds} s, memory grew by ${grown} MB at most`,
  )
}

await measure('GET /healthz', 'GET', '/healthz')
await measure('POST /api/search', 'POST', '/api/search', '{"query":"谁签字","limit":10}')
await measure('GET /text', 'GET', `/api/documents/${documentId}/text`)
await measureUpload()
agent.destroy()
await server.stop()
await fake.close()
