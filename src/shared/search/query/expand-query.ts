import { fold, stemsOf, withoutHyphens } from '#shared/text/words.ts';
import type { Expansion } from '../search-index.ts';
import type { ParsedQuery, TypedTerm } from './parse-query.ts';
import type { Alternative, Clause, QueryTerms, Term } from './query-terms.ts';
import { type NameMeaning, nameTyped, type VocabularyNames } from './vocabulary-names.ts';
import { saysNothing, wordsOfAsking } from './words-of-asking.ts';

/** One or more terms typed one after the other that are met together. */
interface Unit {
  typed: TypedTerm[];
  meaning: NameMeaning | null;
  /** As it stands in the query. */
  from: string;
}

const termOf = (text: string): Term => ({ text, stems: stemsOf(text) });
const alone = (text: string): Alternative => ({ terms: [termOf(text)] });

/** The longest name of the vocabulary that begins here, or the term alone. */
function unitAt({ given, terms }: ParsedQuery, at: number, names: VocabularyNames | null): Unit {
  const slice = (length: number) => {
    const typed = terms.slice(at, at + length);
    return { typed, from: given.slice(typed[0]?.start, typed.at(-1)?.end) };
  };
  // Quoted terms are searched for as they are, and OR ends a name.
  const limit = terms.findIndex(
    ({ isQuoted, isAlternative }, index) =>
      index >= at && (isQuoted || (isAlternative && index > at)),
  );
  const longest = Math.min(names?.longest ?? 0, (limit < 0 ? terms.length : limit) - at);
  for (let length = longest; names && length > 0; length -= 1) {
    const { typed, from } = slice(length);
    const meaning = nameTyped(from, names);
    if (meaning && meaning.to.length > 0) return { typed, meaning, from };
  }
  return { ...slice(terms[at]?.compound ? 2 : 1), meaning: null };
}

/** Words typed with a hyphen are looked for with and without it: "co-ordinator" and "coordinator". */
function bothWays(text: string): Alternative[] {
  const joined = withoutHyphens(text);
  return joined === text ? [alone(text)] : [alone(text), alone(joined)];
}

/** The words as typed; single letters only as they stand together ("A & E"). */
function asTyped({ typed }: Unit): Alternative[] {
  const [first] = typed;
  if (first?.compound && typed.length === 2) return bothWays(first.compound);
  if (first && typed.length === 1) return bothWays(first.text);
  const terms = typed.map(({ text }) => termOf(text));
  if (terms.length > 1 && terms.some(({ text }) => text.length === 1))
    return [alone(terms.map(({ text }) => text).join(' '))];
  const telling = typed
    .filter(({ text, isQuoted }) => isQuoted || !saysNothing(fold(text)))
    .map(({ text }) => termOf(text));
  return [{ terms: telling.length > 0 ? telling : terms }];
}

/** Words that say nothing are left out of a query that has others. */
function withoutAsking(units: Unit[], given: string): Unit[] {
  const terms = units.flatMap(({ typed }) => typed);
  const named = new Set(units.flatMap(({ meaning, typed }) => (meaning ? typed : [])));
  const asking = wordsOfAsking(terms, given, (term) => named.has(term));
  const telling = units.filter(({ typed: [term] }) => !term || !asking.has(term));
  if (telling.length > 0) return telling;
  const words = units.filter(({ typed: [term] }) => term && !saysNothing(fold(term.text)));
  return words.length > 0 ? words : units;
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
  const units: Unit[] = [];
  for (let at = 0; at < parsed.terms.length; ) {
    const unit = unitAt(parsed, at, names);
    units.push(unit);
    at += unit.typed.length;
  }

  const clauses: Clause[] = [];
  const expanded: Expansion[] = [];
  for (const unit of withoutAsking(units, parsed.given)) {
    const { typed, meaning, from } = unit;
    const others = (meaning?.to ?? []).map(
      (name): Alternative => ({ ...alone(name), isOther: true }),
    );
    const alternatives = [...asTyped(unit), ...others];
    if (typed[0]?.isAlternative) clauses.at(-1)?.alternatives.push(...alternatives);
    else clauses.push({ alternatives });
    if (meaning) announce(expanded, from, meaning);
  }
  return {
    terms: {
      clauses,
      excluded: parsed.excluded.flatMap(({ text }) => bothWays(text).flatMap((way) => way.terms)),
    },
    expanded,
  };
}

function announce(expanded: Expansion[], from: string, { to, retired }: NameMeaning): void {
  const present = to.filter((name) => !retired.has(name));
  const older = to.filter((name) => retired.has(name));
  if (present.length > 0) expanded.push({ from, to: present });
  if (older.length > 0) expanded.push({ from, to: older, olderWording: true });
}
