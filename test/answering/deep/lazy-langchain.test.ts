import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const SOURCE = fileURLToPath(new URL('../../../src/', import.meta.url))
const STATIC = /^(?:import|export)\s(?!type\b)[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm

/** Every module that is loaded with a file, by its imports that are neither types nor lazy. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  if (!file.endsWith('.ts') || !file.startsWith(SOURCE)) return seen
  for (const [, from, bare] of readFileSync(file, 'utf8').matchAll(STATIC)) {
    const name = from ?? bare ?? ''
    loadedWith(name.startsWith('.') ? resolve(dirname(file), name) : name, seen)
  }
  return seen
}
const langChainOf = (file: string) =>
  [...loadedWith(resolve(SOURCE, file))].filter((name) => /^(@?langchain)/.test(name))

describe('LangChain', () => {
  it.each(['cli.ts', 'compose.ts', 'app.ts', 'answering/ask.ts', 'answering/deep/investigate.ts'])(
    'is not loaded with %s',
    (file) => {
      expect(langChainOf(file)).toEqual([])
    },
  )

  it('is loaded with the agent, which is imported when a model investigates', () => {
    expect(langChainOf('answering/deep/run-agent.ts')).toContain('langchain')
    expect(readFileSync(resolve(SOURCE, 'answering/deep/investigate.ts'), 'utf8')).toContain("import('./run-agent.ts')")
  })
})
