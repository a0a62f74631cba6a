import type { Texts } from '../texts.ts'

export const enTerms: Texts['terms'] = {
  title: 'Own terms',
  hint: 'Which words mean one thing',
  body: 'Names, code words and short forms of your team: say which words stand for one thing. It counts from the next search or question on; no document is read again.',
  none: 'No terms of your own yet',
  example:
    'Say that “grey box” is what documents call “edge gateway”: from then on a question about the grey box finds the edge gateway.',
  add: 'Add a term',
  edit: 'Change the term',
  editOne: (name) => `Change “${name}”`,
  removeOne: (name) => `Delete “${name}”`,
  removed: (name) => `“${name}” was deleted.`,
  saved: 'Saved. It counts from the next search or question on.',
  formHint: 'Words that mean one thing: 2 to 20, Chinese and English together.',
  chinese: 'Chinese words',
  chineseHint: 'Separated by commas or line breaks, 2 to 12 characters each',
  english: 'English words',
  englishHint: 'Separated by commas or line breaks; phrases are welcome',
  strength: 'How near',
  strengths: { 3: 'Same', 2: 'Usual', 1: 'Related' },
  strengthHints: { 3: 'nearly the same thing', 2: 'usually the same at work', 1: 'related, not the same' },
  known: 'It already knows of these words:',
  faults: {
    few: () => 'It takes at least two different words.',
    many: () => 'It takes at most 20 words, Chinese and English together.',
    short: (word) => `“${word}” is too short: a word has at least 2 characters.`,
    long: (word) => `“${word.slice(0, 10)}…” is too long: a word has at most 40 characters.`,
  },
}
