import { AppError } from '../errors.ts'
import { asksBesidesValue, asksForList, questionLanguage, wantedValue } from '../language/questions.ts'
import { findEntities } from './entities.ts'
import type { EvidenceQuestion } from './evidence.ts'
import { type FindRelated, questionTerms } from './terms.ts'
import { LONGEST_QUESTION } from './thresholds.ts'

/** @throws AppError `question_empty`, `question_too_long` */
export function checkQuestion(text: string): void {
  if (text.trim() === '') throw new AppError('question_empty', 'The question is empty: write what you want to know.')
  if (text.length > LONGEST_QUESTION) {
    throw new AppError(
      'question_too_long',
      `The question has ${text.length} characters and may have ${LONGEST_QUESTION}: shorten it, or bring long text in as a file.`,
    )
  }
}

/** What a question asks for, in the forms that evidence is weighed by. */
export function readQuestion(text: string, findRelated: FindRelated | undefined): EvidenceQuestion {
  const language = questionLanguage(text)
  return {
    text,
    language,
    wants: wantedValue(text),
    asksOnlyValue: !asksForList(text) && !asksBesidesValue(text),
    terms: questionTerms(text, findRelated),
    entities: findEntities(text, language, findRelated),
  }
}
