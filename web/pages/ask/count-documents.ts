/** How many documents those passages come from. */
export function countDocuments(passages: readonly { documentId: string }[]): number {
  return new Set(passages.map(({ documentId }) => documentId)).size
}
