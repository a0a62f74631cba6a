/** Every number that the decisions of this room hang on, in one place so that they can be calibrated together. */

/** Passages asked of retrieval for one answer. */
export const PASSAGES_WANTED = 12
/** Longer questions than this are refused as input, in characters. */
export const LONGEST_QUESTION = 4_000

/** Evidence: refuse below; shares of the weight of the question's content terms, 0 to 1. */
export const EVIDENCE = {
  /** Share of a question's words that nothing in the corpus knows above which it is about something else. */
  strange: 0.7,
  /** So many words have to be unknown. */
  strangeWords: 3,
  /** What the best passages together have to cover. */
  coverage: 0.1,
  /** The same for an English question over Chinese passages, counting only terms with known Chinese forms. */
  foreignCoverage: 0.12,
  /** How well a value of the asked kind has to be tied to what it is asked of. */
  valueSupport: 0.43,
  /** Passages that count as the best. */
  passages: 3,
  /** A passage of another language than the question's among the first so many says that overlap proves nothing. */
  foreignRank: 2,
  /** Share of the character pairs of a name that makes it present: spelling varies. */
  namePairs: 0.5,
  /** Share of the character pairs of a title in 《》. */
  titlePairs: 0.5,
} as const

/** How a value is tied to what it is asked of; the three shares of a place's score add up to 1. */
export const SUPPORT_OF_VALUE = {
  anywhere: 0.5,
  inside: 0.3,
  atAsking: 0.2,
  /** What a word counts for in the rest of a sentence of several clauses, in sentences by their distance, in headings. */
  restOfSentence: 0.85,
  beside: { '-2': 0.5, '-1': 0.7, 1: 0.5 },
  heading: 0.8,
  /** How much more a word weighs directly beside the words of asking; characters over which that fades. */
  near: 1.5,
  reach: 3,
  latinReach: 8,
  /** Distance behind the words of asking counts less: 几个人 is about people. */
  afterAsking: 0.7,
  /** Weight left to a single character, which may be part of any word, and to a word with no form in a text's language. */
  singleCharacter: 0.5,
  untranslated: 0.4,
  /** The same for an everyday word of English, and for what stands in another part of the question. */
  everyday: 0.5,
  otherPart: 0.5,
  /** Only in texts up to so many characters do the characters of a word count in any order. */
  shortText: 60,
  /** Left of a place that is of another year, number or phase. */
  unqualified: 0.4,
} as const

/** Extraction: lengths in characters of the answer without its marks. */
export const EXTRACT = {
  characters: 335,
  listCharacters: 520,
  sentences: 8,
  listSentences: 10,
  /** A sentence has to reach this share of the best one's score. */
  relativeScore: 0.45,
  listRelativeScore: 0.3,
  /** Containment of character pairs above which a sentence says the same as one already chosen. */
  duplicate: 0.8,
  /** Clauses parted by semicolons are joined up to so many characters. */
  joined: 160,
  /** How much longer the last clause of a record may make it: a date or a name left over says nothing alone. */
  lastClause: 60,
  /** Shorter ones are labels, not statements. */
  shortest: 6,
  /** Sentences of one passage in an answer that gathers from several. */
  perPassageInList: 4,
  /** Points of a list that come with the line that announces them. */
  announcedInList: 3,
  /** Further places cited for what several documents say. */
  alsoSaid: 2,
} as const

/** Parts of a sentence's score; the coverage of the sentence itself counts 1. */
export const SCORE = {
  /** Of the coverage of the sentence before; fading with each sentence between. */
  following: 0.4,
  fading: 0.7,
  /** Of the coverage of a question that the sentence follows, as in a list of questions and answers. */
  answering: 0.8,
  /** Taken from a line about the document itself, which stands within so many characters of its beginning. */
  front: 0.3,
  frontCharacters: 300,
  /** Of the coverage of the sentence after. */
  preceding: 0.3,
  passage: 0.1,
  heading: 0.2,
  rank: 0.15,
  /** The same where the words of a question have to be guessed in another language. */
  foreignRank: 0.2,
  value: 0.2,
  /** A sentence of fewer characters hardly says anything by itself. */
  wholeLength: 12,
  /** A sentence of this many characters is not yet long. */
  ordinaryLength: 120,
} as const

/** What a term earns where it does not stand word for word. */
export const CREDIT = {
  /** Its characters stand in the same sentence, in any order. */
  scattered: 0.4,
  /** A related form stands there, times the strength of the relation. */
  related: 0.8,
  /** Share of the words, the rest is of the character pairs. */
  words: 0.65,
} as const

/** What a prompt may hold of passages, in characters. */
export const PROMPT_CHARACTERS = 9_000
/** Longer replies than this are not answers, in characters. */
export const LONGEST_REPLY = 12_000

/** Sources that give different values for one thing. */
export const CONFLICT = {
  /** Share of the question's weight that each side has to cover, with its title, headings and speaker. */
  coverage: 0.12,
  /** The same of what the best side covers. */
  coverageOfBest: 0.5,
  /** What one side may cover less than the other. */
  coverageGap: 0.35,
  /** What each has to cover where the clauses say the same and the sentences need not. */
  coverageAlone: 0.6,
  /** Share of the words of the shorter sentence that stand in the other one. */
  shared: 0.2,
  /** The same of the words in the clause of each value. */
  words: 0.3,
  /** Asked of the sentences where a clause has nothing but its value. */
  sharedByBare: 0.3,
  /** Best sentences that a side may be taken from, the values read of them, and the share of the best score that they need. */
  sentences: 12,
  values: 60,
  /** Of the passage's place in the ranking, beside what the sentence covers of the question. */
  rank: 0.15,
  relativeScore: 0.1,
  /** Only what the best sentences say is held against the others: so many of them, or those that cover nearly as much. */
  leading: 2,
  leadingCoverage: 0.9,
  /** Shares of the clauses' and of the sentences' words for questions that ask for no value. */
  openWords: 0.6,
  openShared: 0.35,
  /** Sides shown at most, and conflicts. */
  sides: 4,
  most: 2,
} as const

/** Editions of one document. */
export const STALE = {
  /** Share of each title's character pairs that stand in the other one, editions left out. */
  sameTitle: 0.75,
  /** What is left of the score of a sentence whose document a newer edition supersedes that covers as much. */
  score: 0.6,
  coverage: 0.6,
} as const
