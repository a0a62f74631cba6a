/** What a passage's relevance is made of, in units of BM25; the parts add up to it. */
export type RelevanceParts = {
  /** Words of the question, and how close together they stand. */
  words: number
  /** Other words for what is asked. */
  concepts: number
  /** What the chunks right before and after it have of the question. */
  nearby: number
  /** A kind of document that such a question is usually answered from. */
  kind: number
}

/** Another word for one of the question's, as it stands in a passage. */
export type Match = { asked: string; found: string }

export type Relevance = { relevance: number; parts: RelevanceParts; matches: Match[] }
