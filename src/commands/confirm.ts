import { createInterface } from 'node:readline/promises'

/** Asks on the terminal, where there is one to ask on. @returns undefined where there is none. */
export async function confirm(question: string): Promise<boolean | undefined> {
  if (process.stdin.isTTY !== true) return undefined
  const asker = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^(y|yes|是)$/i.test((await asker.question(`${question} [y/N] `)).trim())
  } finally {
    asker.close()
  }
}
