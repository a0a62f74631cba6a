/**
 * Lets callers that ask at about the same time share one call. What arrives while `run` is busy waits
 * and goes into the next call together, so that batches grow with the load and a lone caller never waits.
 *
 * @param run gets the waiting items in order and gives a result for each.
 * @param limits.atOnce how many calls of `run` may be under way.
 * @param limits.perCall how many items one call takes.
 */
export function coalesce<Item, Result>(
  run: (items: Item[]) => Result[] | Promise<Result[]>,
  limits: { atOnce: number; perCall: number },
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  const waiting: Waiting[] = []
  let active = 0
  let isScheduled = false

  async function runNext(): Promise<void> {
    const batch = waiting.splice(0, limits.perCall)
    active += 1
    try {
      const results = await run(batch.map(({ item }) => item))
      for (const [i, { resolve, reject }] of batch.entries()) {
        if (i < results.length) resolve(results[i] as Result)
        else reject(new Error(`a shared call gave ${results.length} results for ${batch.length} items`))
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    active -= 1
    schedule()
  }

  function schedule(): void {
    if (isScheduled || waiting.length === 0 || active >= limits.atOnce) return
    isScheduled = true
    setImmediate(() => {
      isScheduled = false
      if (waiting.length > 0) void runNext()
      schedule()
    })
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      schedule()
    })
}

type Shared<Result> = { results: Result[] } | { error: unknown }

/**
 * `coalesce` for calls that take lists: those of several callers are joined into one. When the joined call fails,
 * each list is tried alone, so that a caller fails by its own items only.
 *
 * @param isOfOneList whether a failure may lie in one of the lists; one that cannot is the failure of all.
 */
export function shareLists<Item, Result>(
  run: (items: Item[]) => Promise<readonly Result[]>,
  limits: { atOnce: number; perCall: number },
  isOfOneList: (error: unknown) => boolean = () => true,
): (items: readonly Item[]) => Promise<Result[]> {
  const attempt = (items: readonly Item[]): Promise<Shared<Result>> =>
    run([...items]).then(
      (results) => ({ results: [...results] }),
      (error) => ({ error }),
    )
  async function runTogether(lists: (readonly Item[])[]): Promise<Shared<Result>[]> {
    const together = await attempt(lists.flat())
    if (lists.length === 1) return [together]
    if ('error' in together)
      return isOfOneList(together.error) ? Promise.all(lists.map(attempt)) : lists.map(() => together)
    let at = 0
    return lists.map((list) => {
      at += list.length
      return { results: together.results.slice(at - list.length, at) }
    })
  }
  const share = coalesce(runTogether, limits)
  return async (items) => {
    const done = await share(items)
    if ('error' in done) throw done.error
    return done.results
  }
}
