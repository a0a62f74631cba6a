import type { Picked } from './accepted-files.ts'

/** Where the files of a drop go. */
export type UploadFields = { space: string; kind?: string; sensitivity?: string }

/** One file on its way to the service; what becomes of it there is told by its job. */
export type Upload = {
  key: string
  path: string
  bytes: number
  fields: UploadFields
  phase: 'waiting' | 'sending' | 'received' | 'failed' | 'cancelled'
  /** Bytes sent. */
  sent: number
  /** Known once it was received; absent where the service already had the same file in the same batch. */
  jobId?: string
  error?: unknown
}

export type UploadState = {
  uploads: readonly Upload[]
  /** The service could not be reached: sending goes on by itself in a while, or with `resume`. */
  isPaused: boolean
}

/** Sends files in one request. @throws TypeError where the service cannot be reached */
export type SendBatch<F> = (
  files: readonly Picked<F>[],
  fields: UploadFields,
  watch: { onSent: (bytes: number) => void; signal: AbortSignal },
) => Promise<{ id: string; path: string }[]>

export type UploadQueue<F> = {
  subscribe: (listener: () => void) => () => void
  state: () => UploadState
  add: (files: readonly Picked<F>[], fields: UploadFields) => void
  /** Takes files that were not received yet out of the queue. */
  cancel: (keys: readonly string[]) => void
  /** Sends failed or cancelled files again. */
  retry: (keys: readonly string[]) => void
  /** Forgets files; those still to be sent stay. */
  forget: (keys: readonly string[]) => void
  resume: () => void
}

const FILES_PER_BATCH = 25
const BYTES_PER_BATCH = 32 * 1024 * 1024
const FIRST_PAUSE_MS = 3_000
const LONGEST_PAUSE_MS = 30_000

/** The next files to send together: of one drop, a few at a time, so that reading begins early. */
export function nextBatch(uploads: readonly Upload[]): Upload[] {
  const batch: Upload[] = []
  let bytes = 0
  for (const upload of uploads) {
    if (upload.phase !== 'waiting') continue
    const [first] = batch
    bytes += upload.bytes
    const isFull = batch.length >= FILES_PER_BATCH || bytes > BYTES_PER_BATCH
    if (first && (isFull || upload.fields !== first.fields)) break
    batch.push(upload)
  }
  return batch
}

/** Spreads the bytes sent over the files of a request, in their order. */
export function spreadSent(batch: readonly Upload[], sent: number): ReadonlyMap<string, number> {
  let left = sent
  const spread = new Map<string, number>()
  for (const { key, bytes } of batch) {
    const mine = Math.max(0, Math.min(bytes, left))
    spread.set(key, mine)
    left -= mine
  }
  return spread
}

/** Which job belongs to which file: the service answers in the order sent, and leaves exact doubles out. */
export function matchJobs(
  batch: readonly Upload[],
  jobs: readonly { id: string; path: string }[],
): ReadonlyMap<string, string> {
  if (jobs.length === batch.length) return new Map(batch.map(({ key }, index) => [key, jobs[index]?.id ?? '']))
  const free = [...jobs]
  const matched = new Map<string, string>()
  for (const { key, path } of batch) {
    const at = free.findIndex((job) => job.path === path.normalize('NFC'))
    const [job] = at < 0 ? [] : free.splice(at, 1)
    if (job) matched.set(key, job.id)
  }
  return matched
}

/**
 * Sends files a batch at a time, for as long as the page lives. What fails stays in the list; when the
 * service cannot be reached, sending pauses and tries again.
 */
export function createUploadQueue<F extends { size: number }>(send: SendBatch<F>): UploadQueue<F> {
  const listeners = new Set<() => void>()
  const files = new Map<string, F>()
  let state: UploadState = { uploads: [], isPaused: false }
  let sending: AbortController | undefined
  let count = 0
  let pauseMs = FIRST_PAUSE_MS
  let wake: ReturnType<typeof setTimeout> | undefined

  function show(next: Partial<UploadState>): void {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }

  function change(keys: readonly string[], to: (upload: Upload) => Upload): void {
    const wanted = new Set(keys)
    show({ uploads: state.uploads.map((upload) => (wanted.has(upload.key) ? to(upload) : upload)) })
  }

  function pause(): void {
    show({ isPaused: true })
    wake = setTimeout(resume, pauseMs)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }

  function resume(): void {
    clearTimeout(wake)
    show({ isPaused: false })
    void pump()
  }

  /** What was being sent when its sending ended without an answer. */
  function settleBatch(keys: readonly string[], error: unknown, isCancelled: boolean): void {
    const isOffline = error instanceof TypeError
    change(keys, (upload) => {
      if (upload.phase !== 'sending') return upload
      if (isCancelled || isOffline) return { ...upload, phase: 'waiting', sent: 0 }
      return { ...upload, phase: 'failed', sent: 0, error }
    })
    if (isOffline && !isCancelled) pause()
  }

  async function sendNext(batch: readonly Upload[]): Promise<void> {
    const keys = batch.map(({ key }) => key)
    const controller = new AbortController()
    sending = controller
    change(keys, (upload) => ({ ...upload, phase: 'sending', sent: 0 }))
    const picked = batch.flatMap(({ key, path }) => {
      const file = files.get(key)
      return file ? [{ path, file }] : []
    })
    const onSent = (bytes: number) => {
      const spread = spreadSent(batch, bytes)
      change(keys, (upload) => ({ ...upload, sent: spread.get(upload.key) ?? 0 }))
    }
    try {
      const [first] = batch
      if (!first) return
      const jobs = matchJobs(batch, await send(picked, first.fields, { onSent, signal: controller.signal }))
      pauseMs = FIRST_PAUSE_MS
      change(keys, (upload) => {
        const jobId = jobs.get(upload.key)
        return { ...upload, phase: 'received', sent: upload.bytes, ...(jobId === undefined ? {} : { jobId }) }
      })
      for (const key of keys) files.delete(key)
    } catch (error) {
      settleBatch(keys, error, controller.signal.aborted)
    } finally {
      sending = undefined
    }
  }

  async function pump(): Promise<void> {
    if (sending || state.isPaused) return
    const batch = nextBatch(state.uploads)
    if (batch.length === 0) return
    await sendNext(batch)
    void pump()
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    state: () => state,
    add: (picked, fields) => {
      const shared = { ...fields }
      const added = picked.map(({ path, file }): Upload => {
        const key = `upload-${count++}`
        files.set(key, file)
        return { key, path, bytes: file.size, fields: shared, phase: 'waiting', sent: 0 }
      })
      show({ uploads: [...state.uploads, ...added] })
      void pump()
    },
    cancel: (keys) => {
      const isSending = state.uploads.some(({ key, phase }) => phase === 'sending' && keys.includes(key))
      change(keys, (upload) =>
        upload.phase === 'waiting' || upload.phase === 'sending' ? { ...upload, phase: 'cancelled', sent: 0 } : upload,
      )
      if (isSending) sending?.abort()
    },
    retry: (keys) => {
      change(keys, ({ error: _, ...upload }) => {
        const canSend = (upload.phase === 'failed' || upload.phase === 'cancelled') && files.has(upload.key)
        return canSend ? { ...upload, phase: 'waiting' } : upload
      })
      resume()
    },
    forget: (keys) => {
      const gone = new Set(keys)
      const stays = ({ key, phase }: Upload) => !gone.has(key) || phase === 'waiting' || phase === 'sending'
      for (const upload of state.uploads) if (!stays(upload)) files.delete(upload.key)
      show({ uploads: state.uploads.filter(stays) })
    },
    resume,
  }
}
