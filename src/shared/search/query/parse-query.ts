import { compoundsOf, wordsOf } from '#shared/text/words.ts';
import type { FacetName } from '../search-index.ts';

/** A word or quoted phrase as typed. */
export interface TypedTerm {
  text: string;
  /** Typed in quotation marks: searched for as it is, neither corrected nor expanded. */
  isQuoted: boolean;
  /** Joined to the term before it by OR. */
  isAlternative: boolean;
  /** Typed with a hyphen between it and the next term, "co-ordinator": both, as typed; else null. */
  compound: string | null;
  /** Where it stands in what was given. */
  start: number;
  end: number;
}

export interface ParsedQuery {
  /** What was typed, or what it was corrected to. */
  given: string;
  /** In order, words that say nothing among them: the vocabulary has names with such words. */
  terms: TypedTerm[];
  excluded: TypedTerm[];
  /** From prefixes in the box: the same as the filters beside it. */
  filters: Partial<Record<FacetName, string[]>>;
  /** From prefixes with a minus: publications without these values. */
  excludedFilters: Partial<Record<FacetName, string[]>>;
  /** "YYYY-MM-DD" or less: `before:2025`, `after:2024-06`. */
  before: string | null;
  after: string | null;
}

const fields = new Map<string, FacetName>([
  ['publisher', 'publisher'],
  ['type', 'type'],
  ['region', 'region'],
  ['year', 'year'],
  ['theme', 'theme'],
  ['harm', 'harm'],
  ['circumstance', 'circumstance'],
  ['setting', 'setting'],
  ['sector', 'sector'],
  ['pestle', 'pestle'],
  ['tag', 'tag'],
  ['status', 'status'],
  ['linked', 'linked'],
]);

/** A minus is also what word processors make of it: an en dash, or the sign of arithmetic. */
const piece = /([-–−]?)(?:(\p{L}+):)?(?:["“”«»]([^"“”«»]*)(?:["“”«»]|$)|([^\s"“”«»]+))/gu;

/** "A&E" is one name, not two words. */
const twoLetters = /^\p{L}&\p{L}(?!\p{L})/u;

/** What is read of a query; nobody types more. */
const mostCharacters = 2000;

const hasWords = (text: string) => wordsOf(text).length > 0;

/**
 * Reads what a person typed. Nothing is a syntax error: what is not understood is words.
 *
 * `"quoted phrase"` · `-word` · `one OR other` · `publisher:` `type:` `region:` `year:` `theme:` …,
 * with a minus to leave out · `before:` `after:`
 */
export function parseQuery(given: string): ParsedQuery {
  const parsed: ParsedQuery = {
    given,
    terms: [],
    excluded: [],
    filters: {},
    excludedFilters: {},
    before: null,
    after: null,
  };
  let isAlternative = false;
  for (const match of given.slice(0, mostCharacters).matchAll(piece)) {
    const [whole, minus, field, phrase, plain] = match;
    if (!minus && !field && plain === 'OR') {
      isAlternative = parsed.terms.length > 0;
      continue;
    }
    if (field && takeField(parsed, field.toLowerCase(), phrase ?? plain ?? '', minus !== ''))
      continue;
    const isQuoted = phrase !== undefined;
    const start = match.index + (minus ?? '').length;
    const end = match.index + whole.length;
    const text = phrase ?? given.slice(start, end);
    if (!hasWords(text)) continue;
    const term = { text, isQuoted, isAlternative, compound: null, start, end };
    if (minus) parsed.excluded.push({ ...term, isAlternative: false });
    else parsed.terms.push(term);
    isAlternative = false;
  }
  parsed.terms = parsed.terms.flatMap((term, at) =>
    term.isQuoted || term.isAlternative || parsed.terms[at + 1]?.isAlternative
      ? [term]
      : wordByWord(term),
  );
  return parsed;
}

/** "out-of-area" typed without quotation marks is its words. */
function wordByWord(term: TypedTerm): TypedTerm[] {
  if (twoLetters.test(term.text)) return [term];
  const compounds = compoundsOf(term.text);
  const compoundAt = (at: number) => compounds.find(({ start }) => start === at);
  return wordsOf(term.text).map(({ start, end }) => ({
    ...term,
    text: term.text.slice(start, end),
    compound: compoundAt(start) ? term.text.slice(start, compoundAt(start)?.end) : null,
    start: term.start + start,
    end: term.start + end,
  }));
}

function takeField(
  parsed: ParsedQuery,
  field: string,
  value: string,
  isExcluded: boolean,
): boolean {
  if (!value) return false;
  if (field === 'before' || field === 'after') {
    const date = dateIn(value);
    if (!date) return false;
    // What is not before a day is on it or after it.
    parsed[isExcluded === (field === 'before') ? 'after' : 'before'] = date;
    return true;
  }
  const facet = fields.get(field);
  if (!facet) return false;
  const filters = isExcluded ? parsed.excludedFilters : parsed.filters;
  filters[facet] = [...(filters[facet] ?? []), value];
  return true;
}

const yearFirst = /^(?<year>\d{4})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?)?$/;
const dayFirst = /^(?:(?:(?<day>\d{1,2})[/.])?(?<month>\d{1,2})[/.])(?<year>\d{4})$/;

/** "2027", "2027-12", "2027-12-31", "12/2027" or "31/12/2027"; null when there is no such date. */
function dateIn(value: string): string | null {
  const { year, month, day } = (yearFirst.exec(value) ?? dayFirst.exec(value))?.groups ?? {};
  if (!year) return null;
  const parts = [year, month, day].filter((part) => part !== undefined);
  const date = parts.map((part) => part.padStart(2, '0')).join('-');
  const first = new Date(`${date}${'-01'.repeat(3 - parts.length)}T00:00:00Z`);
  // 30 February would be read as 2 March.
  const isReal = !Number.isNaN(first.getTime()) && first.toISOString().startsWith(date);
  return isReal ? date : null;
}
