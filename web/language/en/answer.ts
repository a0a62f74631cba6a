import type { Texts } from '../texts.ts'

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

export const enAnswer: Texts['answer'] = {
  askedAs: (question) => `Searched as “${question}”`,
  askTyped: 'Ask as typed',
  askTypedHint: 'Asks only these words, in a conversation of their own',

  notes: {
    'cites no passage': 'It cites no source',
    'a count of its own': 'The count is the model’s own',
    'in another language than its source': 'In another language than its source, so not compared word by word',
    'little of it stands in the cited passages': 'Little of it stands in the cited source',
    'one of sentence and source denies, the other does not': 'One of sentence and source denies, the other does not',
  },
  notesAbout: {
    'not in the cited passages': (about) => `The cited source does not have “${about}”`,
    'another unit': (about) => `“${about}” has another unit in the source`,
    'another date': (about) => `“${about}” is another date in the source`,
    'another bound': (about) => `“${about}” has another bound in the source`,
    'a broader claim': (about) => `It says more than the source: “${about}”`,
    'words of its own': (about) => `Words that the source does not have: “${about}”`,
    'a cause of its own': (about) => `A cause that the source does not give: “${about}”`,
    'a degree of its own': (about) => `A degree that the source does not give: “${about}”`,
    "the model's second reading": (about) =>
      about === 'no' ? 'The model did not agree on a second reading' : `On a second reading: ${about}`,
  },
  notesBetween: {
    exchanged: (said, stands) => `It says “${said}” where the source says “${stands}”`,
    'the opposite': (said, stands) => `It says “${said}”, but the source says “${stands}”`,
  },
  beware: 'Note',
  doubts: (n) => `${count(n, 'sentence')} could not be confirmed; marked in the text.`,
  whyDoubted: 'What could not be confirmed here',

  conflictTitle: 'The sources disagree. Judge which one holds',
  conflictAlso: 'The same in:',
  openPassage: 'Open source',
  stale: 'There is a newer document',
  newer: (title, day) => (day === '' ? `Newer: ${title}` : `Newer: ${title} (${day})`),
  staleSource: (n) => `Source ${n}`,

  deep: 'Deep',
  deepHint: 'Searches in several steps before it answers. For questions that have to be taken apart; takes longer.',
  deepOff: 'It could not search in steps this time, so it answered the ordinary way.',
  deepBadge: 'Deep search',
  steps: 'Steps of the search',
  stepsDone: (n, seconds) => `Searched in ${count(n, 'step')} · ${seconds} s`,
  stepKinds: { search: 'Search', read: 'Read', conclude: 'Conclude' },
  stepNothing: 'Nothing found',
  stepPassage: (n, title) => `Passage ${n} of ${title}`,
  stepMore: (n) => `${n} more`,

  mightKnow: 'Who might know',
  mightKnowIn: (title) => `named in ${title}`,
  gapNoted: 'Noted as a knowledge gap',
  gapAsked: (n) => `asked ${n === 1 ? 'once' : `${n} times`}`,
  gapOwner: (name) => `owner: ${name}`,
  gapOpen: 'Open the gap',
  refusedScope: 'Searched only: ',

  rename: 'Rename',
  renameTitle: 'Rename the conversation',
  renameLabel: 'Title of the conversation',
  renamed: 'Renamed.',
  conversationMenu: 'Conversation actions',
  exportMarkdown: 'Export as Markdown',
  exportJson: 'Export as JSON',
}
