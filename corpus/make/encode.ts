const LEADS = { from: 0x81, to: 0xfe }
const TRAILS = { from: 0x40, to: 0xfe }

/** GB18030 without its four-byte part, which no everyday Chinese text needs. */
export function encodeGb18030(text: string): Uint8Array {
  const table = twoByteTable()
  return Uint8Array.from([...text].flatMap((character) => bytesOf(character, table)))
}

/** UTF-16, low byte first, with its byte order mark, as Windows Notepad saves "Unicode". */
export function encodeUtf16(text: string): Uint8Array {
  return Buffer.from(`\uFEFF${text}`, 'utf16le')
}

function bytesOf(character: string, table: Map<string, number[]>): number[] {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return [code]
  const bytes = table.get(character)
  if (!bytes) throw new Error(`no two-byte GB18030 code for "${character}" (U+${code.toString(16)})`)
  return bytes
}

/** Node decodes GB18030 but cannot encode it: decode every pair of bytes and turn the table round. */
function twoByteTable(): Map<string, number[]> {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, number[]>()
  for (let lead = LEADS.from; lead <= LEADS.to; lead++) {
    for (let trail = TRAILS.from; trail <= TRAILS.to; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if ([...character].length === 1 && character !== '\uFFFD') table.set(character, [lead, trail])
    }
  }
  return table
}
