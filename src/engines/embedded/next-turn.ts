/** Lets everything that waits go first. */
export const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
