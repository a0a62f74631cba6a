import { compoundStream } from './compound-file.ts'

/** [MS-DOC] 2.5.2: bit 8 of the flags at offset 10 of the file information block. */
const WORD_FLAGS_AT = 10
const WORD_ENCRYPTED = 0x0100
/** [MS-XLS] 2.4.117: the record that stands near the beginning of a workbook's stream when the rest is encrypted. */
const EXCEL_FILE_PASS = 0x002f
const EXCEL_RECORDS_LOOKED_AT = 8

/** Whether a Word, Excel or PowerPoint file from before 2007, which is an OLE container, is protected by a password. */
export function isEncryptedOle(bytes: Uint8Array): boolean {
  const ole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (ole.includes(Buffer.from('EncryptedSummary', 'utf16le'))) return true
  const word = compoundStream(bytes, 'WordDocument')
  if (word && word.length >= WORD_FLAGS_AT + 2) return (word.readUInt16LE(WORD_FLAGS_AT) & WORD_ENCRYPTED) !== 0
  const workbook = compoundStream(bytes, 'Workbook') ?? compoundStream(bytes, 'Book')
  return workbook !== undefined && hasFilePass(workbook)
}

/** Records are a type and a length, two bytes each, then the content. */
function hasFilePass(workbook: Buffer): boolean {
  let at = 0
  for (let record = 0; record < EXCEL_RECORDS_LOOKED_AT && at + 4 <= workbook.length; record++) {
    if (workbook.readUInt16LE(at) === EXCEL_FILE_PASS) return true
    at += 4 + workbook.readUInt16LE(at + 2)
  }
  return false
}
