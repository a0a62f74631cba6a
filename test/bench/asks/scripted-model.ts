/** A chat model with a fixed pace, in a process of its own: it quotes the first sentences of the passages it is given. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const [firstMs = 600, everyMs = 60] = process.argv.slice(2).map(Number)

function quotePassages(prompt: string): string[] {
  return [...prompt.matchAll(/<passage n="(\d+)"[^>]*>\n([\s\S]*?)\n<\/passage>/g)]
    .slice(0, 4)
    .flatMap(([, n, text]) => {
      const sentence = /(?<=^|[。！？\n])[^。！？\n]{8,120}[。！？]/u.exec(text ?? '')?.[0]
      return sentence === undefined ? [] : [`${sentence}[${n}]`]
    })
}

const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const { messages } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { messages: { content: string }[] }
  const said = quotePassages(messages.at(-1)?.content ?? '')
  const pieces = (said.length === 0 ? ['NO_ANSWER'] : said).flatMap(
    (sentence) => sentence.match(/[\s\S]{1,12}/gu) ?? [],
  )
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (delta: object, finish: string | null) =>
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`)
  await sleep(firstMs)
  for (const content of pieces) {
    send({ content }, null)
    await sleep(everyMs)
  }
  send({}, 'stop')
  response.end('data: [DONE]\n\n')
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
