/**
 * The vectors that one embedder made of the chunks of a segment, three times: as they are, for exact scores; as signed
 * bytes by dimension and as signs, to find out cheaply which of them deserve one.
 */
export type VectorBlock = {
  slots: number
  /** Whether every slot has been asked for; what has no vector then has none. */
  isWhole: boolean
  /** By slot: 1 where there is a vector. */
  has: Uint8Array
  missing: number
  /** Of the first vector that came; those of another length are left out. 0: none has come. */
  dimensions: number
  /** `values[slot * dimensions + d]` */
  values: Float32Array
  /** `levels[d * slots + slot]`, from -127 to 127: the value as a share of the largest of its vector. */
  levels: Int8Array
  /** By slot: what one level is worth. */
  steps: Float32Array
  /** Bit d & 7 of `signs[slot * ceil(dimensions / 8) + (d >> 3)]` is 1 where the value is above zero. */
  signs: Uint8Array
}

const LEVELS = 127
/** Of so many slots the values stay in the cache while levels are written. */
const SLOTS_AT_ONCE = 64

export function emptyBlock(slots: number): VectorBlock {
  return {
    slots,
    isWhole: false,
    has: new Uint8Array(slots),
    missing: slots,
    dimensions: 0,
    values: new Float32Array(0),
    levels: new Int8Array(0),
    steps: new Float32Array(slots),
    signs: new Uint8Array(0),
  }
}

export function signBytes(dimensions: number): number {
  return Math.ceil(dimensions / 8)
}

function setDimensions(block: VectorBlock, dimensions: number): void {
  block.dimensions = dimensions
  block.values = new Float32Array(block.slots * dimensions)
  block.levels = new Int8Array(block.slots * dimensions)
  block.signs = new Uint8Array(block.slots * signBytes(dimensions))
}

function putValues(block: VectorBlock, slot: number, vector: Float32Array): void {
  if (block.dimensions === 0 && vector.length > 0) setDimensions(block, vector.length)
  if (vector.length !== block.dimensions || vector.length === 0) return
  if (block.has[slot] === 0) block.missing--
  block.has[slot] = 1
  block.values.set(vector, slot * block.dimensions)
  const firstSign = slot * signBytes(block.dimensions)
  let largest = 0
  for (let d = 0; d < vector.length; d++) {
    const value = vector[d] as number
    largest = Math.max(largest, Math.abs(value))
    const place = firstSign + (d >> 3)
    const bit = 1 << (d & 7)
    block.signs[place] = value > 0 ? (block.signs[place] as number) | bit : (block.signs[place] as number) & ~bit
  }
  block.steps[slot] = largest / LEVELS
}

/** Rounds the values of some slots; what has none gets 0. */
function fillLevels({ dimensions, slots, values, levels, steps }: VectorBlock, from: number, to: number): void {
  for (let d = 0; d < dimensions; d++)
    for (let slot = from; slot < to; slot++)
      levels[d * slots + slot] = Math.round((values[slot * dimensions + d] as number) / (steps[slot] as number))
}

export function putVector(block: VectorBlock, slot: number, vector: Float32Array): void {
  putValues(block, slot, vector)
  fillLevels(block, slot, slot + 1)
}

/** Vectors by slot: faster than one by one, because levels lie far apart. */
export function putVectors(block: VectorBlock, vectors: readonly (Float32Array | undefined)[]): void {
  for (let slot = 0; slot < vectors.length; slot++) {
    const vector = vectors[slot]
    if (vector) putValues(block, slot, vector)
  }
  for (let from = 0; from < block.slots; from += SLOTS_AT_ONCE)
    fillLevels(block, from, Math.min(from + SLOTS_AT_ONCE, block.slots))
}

/** Slots in a row, and where they go. */
export type SlotRun = { from: number; to: number; count: number }

/** Takes slots over from another block; vectors of another length are left out. */
export function copySlots(source: VectorBlock, target: VectorBlock, { from, to, count }: SlotRun): void {
  const { dimensions } = source
  if (dimensions === 0) return
  if (target.dimensions === 0) setDimensions(target, dimensions)
  if (target.dimensions !== dimensions) return
  const end = from + count
  const bytes = signBytes(dimensions)
  const has = source.has.subarray(from, end)
  target.has.set(has, to)
  target.missing -= has.reduce((sum, one) => sum + one, 0)
  target.steps.set(source.steps.subarray(from, end), to)
  target.values.set(source.values.subarray(from * dimensions, end * dimensions), to * dimensions)
  target.signs.set(source.signs.subarray(from * bytes, end * bytes), to * bytes)
  for (let d = 0; d < dimensions; d++) {
    const column = d * source.slots
    target.levels.set(source.levels.subarray(column + from, column + end), d * target.slots + to)
  }
}
