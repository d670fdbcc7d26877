/** Languages of the feeds and pages that are read, those of the United Kingdom first. */
const languages = ['en-GB', 'cy', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'sv', 'nb', 'pl', 'hu', 'el'];
/** Languages whose short forms are no words of English ("out", "set", "mag"). */
const ours = 2;

/** Without accents, so that "février" and "fevrier" are one; letters keep their case. */
export const withoutAccents = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC');

const nameOf = (language: string, month: number, style: 'long' | 'short') =>
  new Intl.DateTimeFormat(language, { month: style, day: 'numeric', timeZone: 'UTC' })
    .formatToParts(Date.UTC(2026, month, 1))
    .find(({ type }) => type === 'month')?.value ?? '';

function namesOf(given: string[]): Map<string, number> {
  const names = new Map<string, number>();
  const add = (name: string, month: number) => {
    const key = withoutAccents(name).toLowerCase().replace(/\.$/, '');
    if (/^\p{L}{3,}$/u.test(key) && !names.has(key)) names.set(key, month + 1);
  };
  for (const language of given) {
    for (let month = 0; month < 12; month += 1) {
      const long = nameOf(language, month, 'long');
      for (const name of [long, nameOf(language, month, 'short'), long.slice(0, 3)])
        add(name, month);
    }
  }
  names.set('sept', 9);
  return names;
}

const all = namesOf(languages);
const patternOf = (names: Iterable<string>) =>
  `(?:${[...names].sort((a, b) => b.length - a.length).join('|')})(?!\\p{L})\\.?`;

/** A month's name in any of the languages, for a regular expression with the flags i and u. */
export const monthPattern = patternOf(all.keys());
/** In English or Welsh: where no day stands beside it, "set 2026" is none. */
export const ownMonthPattern = patternOf(namesOf(languages.slice(0, ours)).keys());

/** 1 to 12; 0 when it is no month's name. */
export const monthOf = (word: string): number =>
  all.get(word.toLowerCase().replace(/\.$/, '')) ?? 0;
