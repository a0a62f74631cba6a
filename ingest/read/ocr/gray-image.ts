/** A picture with one byte a pixel, 0 black to 255 white, row after row from the top. */
export type GrayImage = { width: number; height: number; pixels: Uint8Array }

/** Brightness may differ by this much on paper that holds nothing. */
const PAPER_RANGE = 48
/** The share of dark points below which a page holds dust. */
const MIN_INK = 0.00005
const DARK_BELOW = 100

/** Makes a picture of what a canvas holds, four bytes a pixel, by the luma of ITU-R BT.601. */
export function grayOf(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): GrayImage {
  const pixels = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < pixels.length; at++, from += 4) {
    pixels[at] = (77 * (rgba[from] ?? 0) + 150 * (rgba[from + 1] ?? 0) + 29 * (rgba[from + 2] ?? 0)) >> 8
  }
  return { width, height, pixels }
}

/** Whether a page is nothing but paper. */
export function isBlank(image: GrayImage): boolean {
  const counts = histogram(image)
  const paper = mostFrequent(counts)
  const inked = counts.reduce((sum, count, value) => (Math.abs(value - paper) > PAPER_RANGE ? sum + count : sum), 0)
  return inked < image.pixels.length * MIN_INK
}

/** The picture with light and dark changed about where its ground is dark, as on many screens. */
export function withDarkInk(image: GrayImage): GrayImage {
  if (mostFrequent(histogram(image)) >= DARK_BELOW) return image
  return { ...image, pixels: image.pixels.map((value) => 255 - value) }
}

function histogram({ pixels }: GrayImage): Uint32Array {
  const counts = new Uint32Array(256)
  for (const value of pixels) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

function mostFrequent(counts: Uint32Array): number {
  return counts.reduce((best, count, value) => (count > (counts[best] ?? 0) ? value : best), 0)
}

/** The picture as a file of the simplest kind there is, portable graymap. */
export function toPortableGraymap({ width, height, pixels }: GrayImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels])
}
