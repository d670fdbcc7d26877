import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { stemsOf, wordsOf } from '#shared/text/words.ts';
import type { FacetName } from '../search-index.ts';

const key = (text: string) => stemsOf(text).join(' ');

/** Concept facets and what their ids begin with, so that `type:guidance` finds "doc-guidance". */
const conceptFacets: ReadonlySet<string> = new Set([
  'theme',
  'harm',
  'circumstance',
  'setting',
  'sector',
  'pestle',
  'type',
  'region',
]);

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

/**
 * Filters given beside the box as they are, with those typed into it added: a typed value may be the
 * exact value, a concept's name or abbreviation, or part of a publisher's name.
 *
 * @param valuesOf all values that the index has for a facet
 */
export function resolveFilters(
  given: Partial<Record<FacetName, string[]>>,
  typed: Partial<Record<FacetName, string[]>>,
  vocabulary: ConceptTerms[],
  valuesOf: (name: FacetName) => string[],
): Partial<Record<FacetName, string[]>> {
  const filters: Partial<Record<FacetName, string[]>> = { ...given };
  for (const [facet, values] of Object.entries(typed)) {
    const name = facet as FacetName;
    const resolved = (values ?? []).flatMap((value) => resolve(name, value, vocabulary, valuesOf));
    filters[name] = [...(given[name] ?? []), ...resolved];
  }
  return filters;
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
  if (conceptFacets.has(name)) {
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
