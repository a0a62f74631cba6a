import type { Passage } from '../retrieval/passage.ts'
import type { Knower } from './answer.ts'
import { GIVEN, SURNAMES } from './surnames.ts'

const MOST = 3
const HAN_NAME = `[${SURNAMES}]${GIVEN}{2}`
const ROLE = '责任人|负责人|牵头人?|接口人?|联系人|对接人|主持人?|编写|整理|汇总'
const LATIN_NAME = '[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}'
/** Those who answer for a matter: 责任人：乐平安; 冉大勇主持评审; Owner: Ran Dayong. */
const OWNERS = new RegExp(
  `(?:${ROLE})(?:是|为)?\\s*[：:|；]?\\s*(?<named>${HAN_NAME})(?!\\p{Script=Han}*[公部局司])` +
    `|(?<![\\p{Script=Han}])(?<doing>${HAN_NAME})\\s?(?:那边)?(?:牵头|负责|主持|审批|维护)` +
    `|\\b(?:Owner|Lead|Contact|Responsible|Prepared by|Author)\\b ?[:：|] ?(?<latin>${LATIN_NAME})`,
  'gu',
)
/** Speakers as notes name them may bring a number along. */
const SPEAKER = new RegExp(`^(?:\\p{Script=Han}{2,4}|${LATIN_NAME})`, 'u')

function namesIn({ speaker, text }: Passage): string[] {
  const spoken = (speaker ?? '').split(/[、,，/]/).flatMap((one) => SPEAKER.exec(one.trim())?.[0] ?? [])
  const owners = [...text.matchAll(OWNERS)].flatMap(
    ({ groups }) => groups?.named ?? groups?.doing ?? groups?.latin ?? [],
  )
  return [...spoken, ...owners]
}

/**
 * Whom to ask where the corpus does not answer: those who speak in the nearest passages or answer for what they are
 * about, at most three, each with the document that names them. Names as they stand, and nothing else of a person.
 */
export function findWhoMightKnow(passages: readonly Passage[]): Knower[] {
  const found = new Map<string, Knower>()
  for (const passage of passages) {
    for (const name of namesIn(passage)) {
      if (!found.has(name)) found.set(name, { name, documentId: passage.documentId, title: passage.title })
    }
    if (found.size >= MOST) break
  }
  return [...found.values()].slice(0, MOST)
}
