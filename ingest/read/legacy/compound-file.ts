/** Places in the header, [MS-CFB] 2.2. */
const SECTOR_SHIFT_AT = 0x1e
const DIRECTORY_AT = 0x30
const TABLE_LIST_AT = 0x44
const TABLE_SECTORS_AT = 0x4c
const TABLE_SECTORS_IN_HEADER = 109
/** A directory entry, [MS-CFB] 2.6. */
const ENTRY_BYTES = 128
const NAME_LENGTH_AT = 64
const SECTOR_AT = 0x74
const SIZE_AT = 0x78
/** Smaller streams lie in that of the root entry, in sectors of 64 bytes. */
const SMALL_BELOW = 4_096
const SMALL_SECTOR = 64
const MAX_SECTORS = 100_000

type Entry = { name: string; sector: number; size: number }

/**
 * What the file holds from the beginning of a stream on (of the stream itself only its first sector is sure to be
 * there), for an OLE compound file; undefined when it has no such stream or is damaged.
 */
export function compoundStream(bytes: Uint8Array, name: string): Buffer | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const entries = directoryOf(file)
    const entry = entries.find((one) => one.name === name)
    if (!entry) return undefined
    const start = entry.size < SMALL_BELOW ? smallSectorAt(file, entries, entry.sector) : sectorAt(file, entry.sector)
    return start !== undefined && start < file.length ? file.subarray(start) : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function directoryOf(file: Buffer): Entry[] {
  const entries: Entry[] = []
  for (const sector of chainFrom(file, file.readUInt32LE(DIRECTORY_AT))) {
    const start = sectorAt(file, sector)
    for (let at = start; at < start + sectorSize(file); at += ENTRY_BYTES) {
      const nameBytes = Math.max(0, Math.min(file.readUInt16LE(at + NAME_LENGTH_AT), 64) - 2)
      const name = file.toString('utf16le', at, at + nameBytes)
      entries.push({ name, sector: file.readUInt32LE(at + SECTOR_AT), size: file.readUInt32LE(at + SIZE_AT) })
    }
  }
  return entries
}

/** The sectors of a chain; one that leads astray ends where it does. */
function* chainFrom(file: Buffer, first: number): Generator<number> {
  let sector: number | undefined = first
  for (let count = 0; count < MAX_SECTORS && sector !== undefined && sectorAt(file, sector) < file.length; count++) {
    yield sector
    sector = nextSector(file, sector)
  }
}

function sectorSize(file: Buffer): number {
  return 2 ** file.readUInt16LE(SECTOR_SHIFT_AT)
}

function sectorAt(file: Buffer, sector: number): number {
  return (sector + 1) * sectorSize(file)
}

function smallSectorAt(file: Buffer, entries: readonly Entry[], small: number): number | undefined {
  const [root] = entries
  const offset = small * SMALL_SECTOR
  let index = Math.floor(offset / sectorSize(file))
  for (const sector of chainFrom(file, root?.sector ?? file.length)) {
    if (index === 0) return sectorAt(file, sector) + (offset % sectorSize(file))
    index -= 1
  }
  return undefined
}

function nextSector(file: Buffer, sector: number): number | undefined {
  const perSector = sectorSize(file) / 4
  const table = tableSector(file, Math.floor(sector / perSector))
  return table === undefined ? undefined : file.readUInt32LE(sectorAt(file, table) + 4 * (sector % perSector))
}

/** The sectors of the allocation table are listed in the header, those of large files further in a chain of lists. */
function tableSector(file: Buffer, index: number): number | undefined {
  if (index < TABLE_SECTORS_IN_HEADER) return file.readUInt32LE(TABLE_SECTORS_AT + 4 * index)
  const perList = sectorSize(file) / 4 - 1
  let list = file.readUInt32LE(TABLE_LIST_AT)
  let left = index - TABLE_SECTORS_IN_HEADER
  for (; left >= perList; left -= perList) list = file.readUInt32LE(sectorAt(file, list) + 4 * perList)
  return file.readUInt32LE(sectorAt(file, list) + 4 * left)
}
