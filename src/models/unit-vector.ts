/** Numbers as a vector of unit length; undefined where they are not all finite numbers, or all zero. */
export function toUnitVector(numbers: readonly unknown[]): Float32Array | undefined {
  if (!numbers.every((one) => typeof one === 'number' && Number.isFinite(one))) return undefined
  const vector = Float32Array.from(numbers as number[])
  let squares = 0
  for (const value of vector) squares += value * value
  const norm = Math.sqrt(squares)
  return norm > 0 && Number.isFinite(norm) ? vector.map((value) => value / norm) : undefined
}
