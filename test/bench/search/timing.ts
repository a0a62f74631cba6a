import { percentile } from '../../../src/evaluation/ranking.ts'

export type Times = { p50: number; p95: number }

/** Milliseconds that each call takes, one after the other, the first ones not counted. */
export async function timeEach<T>(items: readonly T[], work: (item: T) => unknown, warmUp = 30): Promise<Times> {
  for (const item of items.slice(0, warmUp)) await work(item)
  const times: number[] = []
  for (const item of items) {
    const started = performance.now()
    await work(item)
    times.push(performance.now() - started)
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) }
}

export function residentMegabytesHere(): number {
  return process.memoryUsage.rss() / 2 ** 20
}
