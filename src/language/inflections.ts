/**
 * Folds the plain inflections of an English word, in lower case: deliveries, delivered and delivering become what
 * deliver becomes. Less than a stemmer does: customer and customs stay apart.
 */
export function foldInflection(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x|z)es$/, '$1')
    .replace(/([^su])s$/, '$1')
    .replace(/([rt]ee)d$/, '$1')
  if (singular.endsWith('eed')) return singular
  const stem = /[a-z]{2}ied$/.test(singular)
    ? singular.replace(/ied$/, 'y')
    : singular.replace(/^([a-z]*[aeiouy][a-z]*)(?:ed|ing)$/, (whole, before: string) =>
        before.length < 3 ? whole : before.replace(/([bdgmnprt])\1$/, '$1'),
      )
  return stem.length > 3 ? stem.replace(/e$/, '') : stem
}
