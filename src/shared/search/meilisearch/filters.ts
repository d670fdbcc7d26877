import type { ParsedQuery } from '../query/parse-query.ts';
import type { FacetName, SearchQuery } from '../search-index.ts';
import { facetValue } from './facet-value.ts';

export type Filters = Partial<Record<FacetName, string[]>>;

/** "2025-06" as a number that sorts with days: 20250600. */
const asDay = (text: string) => Number(text.replaceAll('-', '').padEnd(8, '0'));

/** Where the values of a facet stand: `wide` counts what is only suggested too. */
export const facetAttribute = (name: FacetName, query: Pick<SearchQuery, 'includeSuggested'>) =>
  `${query.includeSuggested ? 'wide' : 'f'}.${name}`;

/**
 * Filters as Meilisearch takes them: OR inside a facet, AND between facets.
 *
 * @param except the facet that stands open
 */
export function conditionsOf(
  parsed: ParsedQuery,
  filters: Filters,
  query: SearchQuery,
  except?: FacetName,
): string[] {
  const conditions: string[] = [];
  for (const [facet, wanted] of Object.entries(filters)) {
    const name = facet as FacetName;
    if (name === except || !wanted || wanted.length === 0) continue;
    const values = wanted.map((value) => `"${facetValue(value)}"`).join(', ');
    conditions.push(`${facetAttribute(name, query)} IN [${values}]`);
  }
  if (parsed.before) conditions.push(`day > 0 AND day < ${asDay(parsed.before)}`);
  if (parsed.after) conditions.push(`day >= ${asDay(parsed.after)}`);
  return conditions;
}
