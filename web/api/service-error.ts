/** An answer of the service that says what went wrong; `message` is its English line, `code` is stable. */
export class ServiceError extends Error {
  readonly code: string
  readonly status: number

  constructor(problem: { code: string; detail: string; status: number }) {
    super(problem.detail)
    this.name = 'ServiceError'
    this.code = problem.code
    this.status = problem.status
  }
}

function textOf(value: unknown, key: string): string {
  return typeof value === 'object' && value !== null && key in value ? String(Reflect.get(value, key)) : ''
}

/** RFC 9457 problem details, or whatever came in their place, as an error. */
export function toServiceError(problem: unknown, status: number): ServiceError {
  return new ServiceError({ code: textOf(problem, 'code') || 'internal', detail: textOf(problem, 'detail'), status })
}
