import type { Texts } from '../../language/texts.ts'

/** What reading noted, in the reader's language where its form is known. */
export function describeWarning(warning: string, { library }: Texts): string {
  for (const { form, say } of library.warningForms) {
    const found = form.exec(warning)
    if (found) return say(found[1] ?? '', found[2] ?? '')
  }
  return warning
}
