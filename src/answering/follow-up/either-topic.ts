import { englishTopic } from './english-topic.ts'
import { topicOf } from './topic.ts'

const HAN = /\p{Script=Han}/u

/** What a question in either language is about. */
export const topicIn = (question: string): string => (HAN.test(question) ? topicOf(question) : englishTopic(question))
