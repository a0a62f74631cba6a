/** A Content-Disposition that makes every browser save the file under its own name (RFC 6266, RFC 8187). */
export function attachmentHeader(path: string): string {
  const name = path.split('/').at(-1) ?? 'file'
  const plain = name.replace(/[^\x20-\x7E]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, '_')).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
