const LINE_EVERY_MS = 5_000
const MEGABYTE = 1_000_000

type Progress = { file: string; loaded: number; total: number }

function readProgress(event: unknown): Progress | undefined {
  const { status, file, loaded, total } = (event ?? {}) as Record<string, unknown>
  const isProgress = status === 'progress' && typeof file === 'string'
  return isProgress && typeof loaded === 'number' && typeof total === 'number' ? { file, loaded, total } : undefined
}

/** Turns the events of a model's download into lines: one when a file has come, and one every few seconds before. */
export function downloadLog(model: string, log: (line: string) => void, now = () => performance.now()) {
  const come = new Set<string>()
  let lastLine = now()
  return (event: unknown) => {
    const progress = readProgress(event)
    if (!progress || come.has(progress.file)) return
    const { file, loaded, total } = progress
    const isWhole = total > 0 && loaded >= total
    if (!isWhole && now() - lastLine < LINE_EVERY_MS) return
    lastLine = now()
    if (isWhole) come.add(file)
    const share = total > 0 && !isWhole ? `${Math.floor((loaded / total) * 100)}% of ` : ''
    log(`embedding model ${model}: ${file}, ${share}${(Math.max(total, loaded) / MEGABYTE).toFixed(1)} MB`)
  }
}
