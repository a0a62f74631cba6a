import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runTool } from '../../../ingest/read/run-tool.ts'
import { isAlive } from '../../helpers/fake-child.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { waitFor } from '../../helpers/worker.ts'

const NODE = process.execPath
const run = (script: string, options: Partial<Parameters<typeof runTool>[1]> = {}) =>
  runTool(NODE, { args: ['-e', script], timeoutMs: 20_000, ...options })

describe('running a program', () => {
  it('gives it bytes and takes what it writes and how it ends', async () => {
    const script = `process.stdin.on('data', (d) => process.stdout.write(d)).on('end', () => { console.error('done'); process.exit(3) })`
    const result = await run(script, { input: Buffer.from('正文') })
    expect(result).toMatchObject({ end: 'exited', code: 3, stdout: '正文', stderr: 'done\n' })
  })

  it('does not mind one that never reads what it is given', async () => {
    const result = await run('process.exit(0)', { input: Buffer.alloc(5_000_000) })
    expect(result).toMatchObject({ end: 'exited', code: 0 })
  })

  it('tells it nothing of the keys in the environment', async () => {
    process.env.EMBEDDING_API_KEY = 'secret'
    onTestFinished(() => {
      delete process.env.EMBEDDING_API_KEY
    })
    const { stdout } = await run('console.log(JSON.stringify(process.env))', { environment: { OMP_THREAD_LIMIT: '1' } })
    expect(stdout).not.toContain('secret')
    expect(JSON.parse(stdout)).toMatchObject({ OMP_THREAD_LIMIT: '1', PATH: process.env.PATH })
  })

  it('ends one that takes too long together with what it started', async () => {
    const pidFile = join(temporaryFolder(), 'pid')
    const grandchild = `const { spawn } = require('node:child_process'); const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid)); setInterval(() => {}, 1000)`
    const result = await run(grandchild, { timeoutMs: 1_500 })
    expect(result).toMatchObject({ end: 'timed_out', signal: 'SIGKILL' })
    expect(existsSync(pidFile)).toBe(true)
    const pid = Number(readFileSync(pidFile, 'utf8'))
    await waitFor(() => !isAlive(pid), 5_000)
  })

  it('ends one that writes more than is taken', async () => {
    const result = await run(`setInterval(() => process.stdout.write('x'.repeat(10000)), 1)`, {
      maxOutputBytes: 100_000,
    })
    expect(result.end).toBe('said_too_much')
    expect(result.stdout.length).toBeLessThanOrEqual(100_000)
  })

  it('rejects when there is no such program', async () => {
    await expect(runTool('/nowhere/soffice', { args: [], timeoutMs: 1_000 })).rejects.toThrow('ENOENT')
  })
})
