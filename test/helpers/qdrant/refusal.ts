/** What the server answers instead of a result. `isPlain`: the body is text, as from the layer that checks keys. */
export class Refusal extends Error {
  readonly status: number
  readonly isPlain: boolean

  constructor(status: number, message: string, isPlain = false) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.isPlain = isPlain
  }
}

export function refuse(status: number, message: string): never {
  throw new Refusal(status, message)
}
