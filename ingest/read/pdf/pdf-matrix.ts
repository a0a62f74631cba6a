export type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number]

/** The transformation that applies `n` first, then `m`, as in the PDF specification. */
export function multiply(m: readonly number[], n: readonly number[]): Matrix {
  const [m0 = 1, m1 = 0, m2 = 0, m3 = 1, m4 = 0, m5 = 0] = m
  const [n0 = 1, n1 = 0, n2 = 0, n3 = 1, n4 = 0, n5 = 0] = n
  return [
    m0 * n0 + m2 * n1,
    m1 * n0 + m3 * n1,
    m0 * n2 + m2 * n3,
    m1 * n2 + m3 * n3,
    m0 * n4 + m2 * n5 + m4,
    m1 * n4 + m3 * n5 + m5,
  ]
}
