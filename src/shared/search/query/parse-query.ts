import { fold, isStopWord, wordsOf } from '#shared/text/words.ts';
import type { FacetName } from '../search-index.ts';

/** A word or quoted phrase as typed. */
export interface TypedTerm {
  text: string;
  isPhrase: boolean;
}

export interface ParsedQuery {
  /** Each must be met; the terms inside one are alternatives (`taxi OR hotel`). */
  clauses: TypedTerm[][];
  excluded: TypedTerm[];
  /** From prefixes in the box: the same as the filters beside it. */
  filters: Partial<Record<FacetName, string[]>>;
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
  ['setting', 'setting'],
  ['sector', 'sector'],
  ['tag', 'tag'],
  ['status', 'status'],
  ['linked', 'linked'],
]);

const piece = /(-?)(?:(\p{L}+):)?(?:["“”«»]([^"“”«»]*)(?:["“”«»]|$)|([^\s"“”«»]+))/gu;

const hasWords = (text: string) => wordsOf(text).length > 0;

/**
 * Reads what a person typed. Nothing is a syntax error: what is not understood is words.
 *
 * `"quoted phrase"` · `-word` · `one OR other` · `publisher:` `type:` `region:` `year:` `theme:` … ·
 * `before:` `after:`
 */
export function parseQuery(given: string): ParsedQuery {
  const parsed: ParsedQuery = { clauses: [], excluded: [], filters: {}, before: null, after: null };
  let isAlternative = false;
  for (const [whole, minus, field, phrase, plain] of given.slice(0, 2000).matchAll(piece)) {
    const text = phrase ?? plain ?? '';
    if (!minus && !field && plain === 'OR') {
      isAlternative = parsed.clauses.length > 0;
      continue;
    }
    const known = field?.toLowerCase();
    if (known && !minus && takeField(parsed, known, text)) continue;
    const isPhrase = phrase !== undefined && wordsOf(phrase).length > 1;
    const term = { text: field && !phrase ? `${field} ${text}` : text, isPhrase };
    if (!hasWords(term.text)) continue;
    if (minus && whole.length > 1) parsed.excluded.push(term);
    else if (isAlternative) parsed.clauses.at(-1)?.push(term);
    else parsed.clauses.push(...clausesOf(term));
    isAlternative = false;
  }
  parsed.clauses = withoutStopWords(parsed.clauses);
  return parsed;
}

function takeField(parsed: ParsedQuery, field: string, value: string): boolean {
  if (!value) return false;
  if (field === 'before' || field === 'after') {
    if (!/^\d{4}(-\d{2}){0,2}$/.test(value)) return false;
    parsed[field] = value;
    return true;
  }
  const facet = fields.get(field);
  if (!facet) return false;
  parsed.filters[facet] = [...(parsed.filters[facet] ?? []), value];
  return true;
}

/** "out-of-area" typed without quotes is its words; a phrase stays together. */
function clausesOf(term: TypedTerm): TypedTerm[][] {
  if (term.isPhrase) return [[term]];
  return wordsOf(term.text).map(({ start, end }) => [
    { text: term.text.slice(start, end), isPhrase: false },
  ]);
}

function withoutStopWords(clauses: TypedTerm[][]): TypedTerm[][] {
  const telling = clauses.filter(
    ([first, ...others]) =>
      others.length > 0 || first?.isPhrase || !isStopWord(fold(first?.text ?? '')),
  );
  return telling.length > 0 ? telling : clauses;
}
