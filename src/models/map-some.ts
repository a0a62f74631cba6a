/** Works through items with a few at a time; the first failure ends it. */
export async function mapSome<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const queue = [...items.entries()]
  const workNext = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [i, item] = next
      results[i] = await work(item).catch((error) => {
        queue.length = 0
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, workNext))
  return results
}
