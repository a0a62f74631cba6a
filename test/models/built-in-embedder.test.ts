import { expect, it } from 'vitest'
import { builtInEmbedder } from '../../src/models/built-in-embedder.ts'

const embedder = builtInEmbedder()

async function similarity(a: string, b: string): Promise<number> {
  const [left, right] = await embedder.embed([a, b])
  return [...(left ?? [])].reduce((sum, value, i) => sum + value * (right?.[i] ?? 0), 0)
}

it('gives unit vectors of its dimensions for any text, an empty one too', async () => {
  const texts = ['验收前客户换了领导', 'The gateway timed out.', '', '。。。', 'é'.repeat(5_000), '\ud800']
  const vectors = await embedder.embed(texts)
  for (const vector of vectors) {
    expect(vector).toHaveLength(embedder.dimensions)
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
  }
})

it('gives the same text the same vector, in whatever width and case it is written', async () => {
  expect(await similarity('ＡＢＣ 港口', 'abc 港口')).toBeCloseTo(1, 5)
})

it('puts texts that share spelling nearer than those that do not', async () => {
  const near = await similarity('割接窗口每月两次', '每月有两次割接窗口')
  expect(near).toBeGreaterThan(0.5)
  expect(near).toBeGreaterThan((await similarity('割接窗口每月两次', '招标文件的评分办法')) + 0.3)
  expect(await similarity('network cutover window', 'cutover windows of the network')).toBeGreaterThan(0.4)
})

it('embeds a chunk of 450 characters in well under a millisecond', async () => {
  const chunk = '割接窗口每月两次，客户要求提前五个工作日报备，逾期顺延到下一个窗口。'.repeat(13)
  await embedder.embed(Array<string>(200).fill(chunk))
  const started = performance.now()
  await embedder.embed(Array<string>(500).fill(chunk))
  expect((performance.now() - started) / 500).toBeLessThan(1)
})
