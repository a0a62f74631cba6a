const HEADS = ['资料说法不一（', 'The sources disagree (']

/**
 * The text of an answer without its last paragraphs that set out its conflicts: where these stand in a bar of their
 * own, they need not be told twice.
 * @param count how many conflicts the answer has.
 */
export function tellOnce(text: string, count: number): string {
  const paragraphs = text.split('\n\n')
  for (let left = count; left > 0; left -= 1) {
    const last = paragraphs.at(-1) ?? ''
    if (paragraphs.length === 1 || !HEADS.some((head) => last.startsWith(head))) break
    paragraphs.pop()
  }
  return paragraphs.join('\n\n')
}
