const GRAM = 5
/** Of a long text's grams, those whose hash is divisible by this are compared (sampling after Broder 1997). */
const SAMPLE = 4
const LONG = 200
const NONE = -1

/** The hash of a gram is a polynomial in this, so that it rolls on from one gram to the next. */
const BASE = 31
const OUTGOING = BASE ** (GRAM - 1)

/** Places in a slot of the table: a hash, the text that had it last, and the last note that a kept text has it. */
const [HASH, SEEN_BY, NOTE] = [0, 1, 2]
const SLOT_BITS = 2

/** How many grams of a text are compared, and how many of them stand in each of the texts kept, in their order. */
export type Shared = { grams: number; inKept: Int32Array }

/** `compare` says what a text shares with those kept; `keep` keeps the one that was compared last. */
export type SharedGrams = { compare: (text: string) => Shared; keep: () => void }

/**
 * Compares texts by their sequences of five characters. One table says which of the texts kept have a sequence, so that
 * a text is compared with all of them in one walk.
 *
 * @param texts all that will be compared, each once at most.
 */
export function sharedGrams(texts: readonly string[]): SharedGrams {
  const characters = texts.reduce((sum, { length }) => sum + length, 0)
  const areAllLong = texts.every(({ length }) => length >= LONG)
  const mask = 2 ** Math.ceil(Math.log2(2 * characters + 2)) - 1
  /** Open-addressed by hash. */
  const table = new Int32Array((mask + 1) << SLOT_BITS).fill(NONE)
  /** Notes: a kept text, and the note before it about the same gram. */
  const noted = new Int32Array(characters)
  const before = new Int32Array(characters)
  const inKept = new Int32Array(texts.length)
  const slots = new Int32Array(characters)
  let [compared, kept, notes, distinct] = [0, 0, 0, 0]

  const slotOf = (hash: number): number => {
    let place = hash & mask
    for (; ; place = (place + 1) & mask) {
      const slot = place << SLOT_BITS
      if (table[slot + SEEN_BY] === NONE) table[slot + HASH] = hash
      if (table[slot + HASH] === hash) return slot
    }
  }
  const compareGram = (slot: number): void => {
    for (let note = table[slot + NOTE] ?? NONE; note !== NONE; note = before[note] ?? NONE) {
      const text = noted[note] ?? 0
      inKept[text] = (inKept[text] ?? 0) + 1
    }
  }
  const compare = (text: string): Shared => {
    inKept.fill(0)
    distinct = 0
    let [grams, rolling] = [0, 0]
    for (let at = 0; at < text.length; at++) {
      if (at >= GRAM) rolling = (rolling - Math.imul(text.charCodeAt(at - GRAM), OUTGOING)) | 0
      rolling = (Math.imul(rolling, BASE) + text.charCodeAt(at)) | 0
      if (at < GRAM - 1) continue
      const hash = Math.imul(rolling ^ (rolling >>> 15), 0x2c1b3c6d)
      const isSampled = (hash >>> 0) % SAMPLE === 0
      if (areAllLong && !isSampled) continue
      const slot = slotOf(hash)
      if (table[slot + SEEN_BY] === compared) continue
      table[slot + SEEN_BY] = compared
      slots[distinct++] = slot
      if (text.length >= LONG && !isSampled) continue
      grams++
      compareGram(slot)
    }
    compared++
    return { grams, inKept }
  }
  const keep = (): void => {
    for (const slot of slots.subarray(0, distinct)) {
      noted[notes] = kept
      before[notes] = table[slot + NOTE] ?? NONE
      table[slot + NOTE] = notes++
    }
    kept++
  }
  return { compare, keep }
}
