import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { stemsOf, wordsOf } from '#shared/text/words.ts';
import { type FacetName, type TypedFilters, vocabularyFacetNames } from '../search-index.ts';
import type { ParsedQuery } from './parse-query.ts';

const key = (text: string) => stemsOf(text).join(' ');

/** What people write for values that have names of their own in the index. */
const fixedValues: Partial<Record<FacetName, ReadonlyMap<string, string>>> = {
  status: new Map([
    ['to judge', 'new'],
    ['unjudged', 'new'],
    ['set aside', 'set-aside'],
  ]),
  linked: new Map([
    ['true', 'yes'],
    ['1', 'yes'],
    ['false', 'no'],
    ['0', 'no'],
  ]),
};

type Filters = Partial<Record<FacetName, string[]>>;

/** Filters beside the box, and those typed into it. */
export interface ResolvedFilters {
  filters: Filters;
  excludedFilters: Filters;
  /** What was typed alone; null when nothing was. */
  typed: TypedFilters | null;
}

/**
 * Filters given beside the box as they are, with those typed into it added: a typed value may be the
 * exact value, a concept's name or abbreviation, or part of a publisher's name.
 *
 * @param valuesOf all values that the index has for a facet
 */
export function resolveFilters(
  given: Filters,
  parsed: ParsedQuery,
  vocabulary: ConceptTerms[],
  valuesOf: (name: FacetName) => string[],
): ResolvedFilters {
  const resolved = (typed: Filters): Filters =>
    Object.fromEntries(
      (Object.entries(typed) as [FacetName, string[]][]).map(([name, values]) => [
        name,
        values.flatMap((value) => resolve(name, value, vocabulary, valuesOf)),
      ]),
    );
  const { before, after } = parsed;
  const filters = resolved(parsed.filters);
  const excludedFilters = resolved(parsed.excludedFilters);
  const all: Filters = { ...given };
  for (const [name, values] of Object.entries(filters) as [FacetName, string[]][])
    all[name] = [...(given[name] ?? []), ...values];
  const isTyped =
    before !== null || after !== null || Object.keys({ ...filters, ...excludedFilters }).length > 0;
  return {
    filters: all,
    excludedFilters,
    typed: isTyped ? { filters, excludedFilters, before, after } : null,
  };
}

const inWords = (value: string) =>
  wordsOf(value)
    .map(({ folded }) => folded)
    .join(' ');

function resolve(
  name: FacetName,
  value: string,
  vocabulary: ConceptTerms[],
  valuesOf: (name: FacetName) => string[],
): string[] {
  const wanted = key(value);
  if (vocabularyFacetNames.has(name)) {
    const concepts = vocabulary.filter(({ facet }) => facet === name);
    const exact = concepts.filter(
      (concept) =>
        concept.id === value ||
        concept.id === `${name === 'type' ? 'doc' : name}-${value}` ||
        [concept.label, ...concept.synonyms, ...concept.abbreviations].some(
          (words) => key(words) === wanted,
        ),
    );
    const found =
      exact.length > 0
        ? exact
        : concepts.filter(({ label }) => ` ${key(label)} `.includes(` ${wanted} `));
    return found.length > 0 ? found.map(({ id }) => id) : [value];
  }
  if (name === 'status' || name === 'linked') {
    const words = inWords(value);
    return [fixedValues[name]?.get(words) ?? words.replaceAll(' ', '-')];
  }
  if (name !== 'publisher' && name !== 'tag') return [value];
  const values = valuesOf(name);
  const exact = values.filter((one) => key(one) === wanted);
  const found =
    exact.length > 0 ? exact : values.filter((one) => ` ${key(one)} `.includes(` ${wanted} `));
  return found.length > 0 ? found : [value];
}
