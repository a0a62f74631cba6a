/**
 * A piece of a text of about `length` UTF-16 units with a word in its middle, an ellipsis where it was cut. Without the
 * word: from the beginning.
 */
export function cutAround(text: string, word: string, length: number): string {
  if (text.length <= length) return text
  const at = Math.max(0, text.toLowerCase().indexOf(word.toLowerCase()))
  const start = Math.max(0, Math.min(at - Math.floor((length - word.length) / 2), text.length - length))
  const cut = text.slice(start, start + length)
  const whole = cut.replace(/^[\uDC00-\uDFFF]/, '').replace(/[\uD800-\uDBFF]$/, '')
  return `${start > 0 ? '…' : ''}${whole.trim()}${start + length < text.length ? '…' : ''}`
}
