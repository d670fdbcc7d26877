import { stemsOf } from '#shared/text/words.ts';
import type { Expansion } from '../search-index.ts';
import type { ParsedQuery, TypedTerm } from './parse-query.ts';
import type { Alternative, Clause, QueryTerms, Term } from './query-terms.ts';
import {
  isMeantAsAbbreviation,
  type NameMeaning,
  type VocabularyNames,
} from './vocabulary-names.ts';

const termOf = (text: string): Term => ({ text, stems: stemsOf(text) });
const alone = (term: Term): Alternative => ({ terms: [term] });
const clauseOf = (terms: TypedTerm[]): Clause => ({
  alternatives: terms.map(({ text }) => alone(termOf(text))),
});

function meaningOf(terms: TypedTerm[], names: VocabularyNames): NameMeaning | null {
  const [first] = terms;
  if (terms.length === 1 && first) {
    const short = stemless(first.text);
    const abbreviation = names.byAbbreviation.get(short);
    if (abbreviation && isMeantAsAbbreviation(first.text)) return abbreviation;
  }
  const stems = terms.flatMap(({ text }) => stemsOf(text)).join(' ');
  return names.byStems.get(stems) ?? null;
}

const stemless = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The longest name of the vocabulary that begins at this clause; OR clauses are left alone. */
function nameAt(clauses: TypedTerm[][], at: number, names: VocabularyNames) {
  for (let length = Math.min(names.longest, clauses.length - at); length > 0; length -= 1) {
    const terms = clauses
      .slice(at, at + length)
      .map((clause) => (clause.length === 1 ? clause[0] : undefined));
    if (terms.some((term) => !term || (term.isPhrase && length > 1))) continue;
    const typed = terms as TypedTerm[];
    const meaning = meaningOf(typed, names);
    if (meaning) return { typed, meaning };
  }
  return null;
}

/**
 * Adds what the vocabulary says means the same: abbreviations and phrases both ways, synonyms, and
 * older wording, which is announced as such.
 *
 * @param names null switches expansion off
 */
export function expandQuery(
  parsed: ParsedQuery,
  names: VocabularyNames | null,
): { terms: QueryTerms; expanded: Expansion[] } {
  const clauses: Clause[] = [];
  const expanded: Expansion[] = [];
  for (let at = 0; at < parsed.clauses.length; ) {
    const found = names ? nameAt(parsed.clauses, at, names) : null;
    if (!found || found.meaning.to.length === 0) {
      clauses.push(clauseOf(parsed.clauses[at] ?? []));
      at += 1;
      continue;
    }
    const { typed, meaning } = found;
    const from = typed.map(({ text }) => text).join(' ');
    const original: Alternative = { terms: typed.map(({ text }) => termOf(text)) };
    clauses.push({ alternatives: [original, ...meaning.to.map((text) => alone(termOf(text)))] });
    announce(expanded, from, meaning);
    at += typed.length;
  }
  return {
    terms: { clauses, excluded: parsed.excluded.map(({ text }) => termOf(text)) },
    expanded,
  };
}

function announce(expanded: Expansion[], from: string, { to, retired }: NameMeaning): void {
  const present = to.filter((name) => !retired.has(name));
  const older = to.filter((name) => retired.has(name));
  if (present.length > 0) expanded.push({ from, to: present });
  if (older.length > 0) expanded.push({ from, to: older, olderWording: true });
}
