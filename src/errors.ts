/** Every failure a user can meet, with the HTTP status it becomes. The codes are stable: scripts may rely on them. */
export const ERROR_STATUS = {
  // what was asked
  malformed_request: 400,
  forbidden_host: 403,
  forbidden_origin: 403,
  not_found: 404,
  not_cancellable: 409,
  not_retryable: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid_request: 422,
  question_empty: 422,
  question_too_long: 422,
  // what was brought in
  path_missing: 422,
  folder_empty: 422,
  file_unreadable: 422,
  file_empty: 422,
  file_too_large: 422,
  text_too_long: 422,
  no_text: 422,
  format_unsupported: 422,
  format_mismatch: 422,
  file_broken: 422,
  file_encrypted: 422,
  archive_unsafe: 422,
  read_timeout: 422,
  read_crashed: 422,
  tool_missing: 422,
  // what it stands on
  config_invalid: 500,
  port_in_use: 500,
  data_folder_newer: 500,
  data_folder_unusable: 500,
  data_folder_not_empty: 500,
  backup_invalid: 500,
  dataset_invalid: 422,
  worker_failed: 500,
  worker_schema_mismatch: 500,
  no_space: 507,
  engine_unavailable: 503,
  engine_misfit: 500,
  embedding_failed: 503,
  embedding_unavailable: 503,
  embedding_dimensions: 503,
  chat_failed: 503,
  rerank_failed: 503,
  rerank_unavailable: 503,
  internal: 500,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof ERROR_STATUS

/** Line ends, other controls and marks that turn the writing direction: names of files hold all of them. */
const NOT_ON_ONE_LINE = /[\p{Cc}\u2028-\u202E\u2066-\u2069]+/gu

/** A message as it may be shown: whatever the names in it hold, it stays on one line. */
export function messageLine(message: string): string {
  return message.replace(NOT_ON_ONE_LINE, ' ')
}

/**
 * A failure that its reader can act on. `message` is one line: which file or value, what is wrong,
 * what to do. Anything that is not an AppError is a fault of ours and is shown as `internal`.
 */
export class AppError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(messageLine(message), options)
    this.name = 'AppError'
    this.code = code
  }

  get status(): number {
    return ERROR_STATUS[this.code]
  }
}

/** A failure of the disk or of SQLite, by the codes that it comes with. */
type SystemFailure = { codes: RegExp; code: ErrorCode; message: string }

const SYSTEM_FAILURES: readonly SystemFailure[] = [
  {
    codes: /^(ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_SHMSIZE)$/,
    code: 'no_space',
    message: 'The disk of the data folder is full: free some space, then run the command again.',
  },
  {
    codes: /^SQLITE_(CORRUPT|NOTADB)/,
    code: 'data_folder_unusable',
    message:
      'The database of the data folder is damaged: restore a backup into an empty folder, then name that with --data.',
  },
  {
    codes: /^SQLITE_(READONLY|CANTOPEN|PERM|IOERR)/,
    code: 'data_folder_unusable',
    message:
      'The database of the data folder cannot be read or written: check the disk, and that this user may write to the folder and to every file in it.',
  },
]

function systemFailureOf(error: unknown): SystemFailure | undefined {
  if (!(error instanceof Error)) return undefined
  const systemCode = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const known = SYSTEM_FAILURES.find(({ codes }) => codes.test(systemCode))
  return known ?? systemFailureOf(error.cause)
}

/** The one-line form of any thrown value, for job rows and terminals; unknown errors keep their text out of sight. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const cause = error instanceof Error ? error : new Error(String(error))
  const known = systemFailureOf(cause)
  if (known) return new AppError(known.code, known.message, { cause })
  return new AppError('internal', 'Something went wrong inside Precedent; the log has the details.', { cause })
}
