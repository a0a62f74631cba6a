import { type Address, addressParser, decodeWords } from 'postal-mime'
import { cleanName } from '../zip/decode-name.ts'
import type { MimeHeaders } from './mime-headers.ts'

/** What the head of a message says; `lines` are its fields as they are shown. */
export type MailHeader = { subject: string; date: string | undefined; people: string[]; lines: string[] }

const ADDRESS_FIELDS = [
  ['From', 'from'],
  ['To', 'to'],
  ['Cc', 'cc'],
] as const

/** Reads subject, people and date. `date` is the day where the sender was, in ISO 8601. */
export function readMailHeader(headers: MimeHeaders): MailHeader {
  const fields = ADDRESS_FIELDS.map(([label, field]) => ({
    label,
    mailboxes: mailboxesOf(addressParser(headers.get(field) ?? '')),
  }))
  const sent = sentAt(headers.get('date') ?? '')
  const lines = fields
    .filter(({ mailboxes }) => mailboxes.length > 0)
    .map(({ label, mailboxes }) => `${label}: ${mailboxes.map(({ shown }) => shown).join(', ')}`)
  const people = fields.flatMap(({ mailboxes }) => mailboxes.map(({ name, address }) => name || address))
  return {
    subject: cleanName(decodeWords(headers.get('subject') ?? '')),
    date: sent?.slice(0, 'YYYY-MM-DD'.length),
    people: [...new Set(people)],
    lines: sent ? [...lines, `Date: ${sent}`] : lines,
  }
}

type Mailbox = { name: string; address: string; shown: string }

function mailboxesOf(addresses: readonly Address[]): Mailbox[] {
  return addresses
    .flatMap((each) => each.group ?? [each])
    .map(({ name, address }) => ({ name: cleanName(name), address: cleanName(address) }))
    .filter(({ name, address }) => name !== '' || address !== '')
    .map(({ name, address }) => ({
      name,
      address,
      shown: name === '' || name === address ? address : address === '' ? name : `${name} <${address}>`,
    }))
}

const MINUTE = 60_000

/** `2025-03-01 09:30 +0800`, by the clock of the sender. */
function sentAt(field: string): string | undefined {
  const [, sign, hours, minutes] = /([+-])(\d\d)(\d\d)/.exec(field.replace(/^.*\d:\d\d/, '')) ?? []
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1)
  const time = Date.parse(field.replace(/\([^)]*\)/g, ''))
  if (Number.isNaN(time)) return undefined
  const local = new Date(time + offset * MINUTE)
  if (Number.isNaN(local.getTime())) return undefined
  const zone = sign === undefined ? 'UTC' : `${sign}${hours}${minutes}`
  return `${local.toISOString().slice(0, 16).replace('T', ' ')} ${zone}`
}
