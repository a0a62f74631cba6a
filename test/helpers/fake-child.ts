import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * A process that reads as `script` says, in the place of the real one: there it has `id` and `name` of the file and
 * `say(pages)`, `answer()` and `spawn`. It leaves like the real one when its worker does.
 */
export function fakeReadChild(folder: string, script: string): URL {
  const path = join(folder, 'fake-child.mjs')
  const code = `
    import { spawn } from 'node:child_process'
    import { writeFileSync } from 'node:fs'
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
    process.on('disconnect', () => process.exit(0))
    let before = Promise.resolve()
    process.on('message', (order) => {
      before = before.then(() => read(order))
    })
    async function read({ id, request: { name, path } }) {
      const say = (done, total) => process.send({ id, pages: { done, total } })
      const answer = () => process.send({ id, rss: 0, outcome: { isUnchanged: true } })
      ${script}
    }
  `
  writeFileSync(path, code)
  return pathToFileURL(path)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
