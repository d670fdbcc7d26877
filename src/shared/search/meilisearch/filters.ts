import type { ParsedQuery } from '../query/parse-query.ts';
import type { ResolvedFilters } from '../query/resolve-filters.ts';
import type { FacetName } from '../search-index.ts';
import { facetValue } from './facet-value.ts';

type Filters = Partial<Record<FacetName, string[]>>;

/** What narrows a search besides its words. */
export interface Narrowing extends ResolvedFilters {
  parsed: Pick<ParsedQuery, 'before' | 'after'>;
  includeSuggested: boolean;
}

/** "2025-06" as a number that sorts with days: 20250600. */
const asDay = (text: string) => Number(text.replaceAll('-', '').padEnd(8, '0'));

/** Where the values of a facet stand: `wide` counts what is only suggested too. */
export const facetAttribute = (
  name: FacetName,
  { includeSuggested }: Pick<Narrowing, 'includeSuggested'>,
) => `${includeSuggested ? 'wide' : 'f'}.${name}`;

/**
 * What narrows a search as Meilisearch takes it: OR inside a facet, AND between facets.
 *
 * @param except the facet that stands open
 */
export function conditionsOf(narrowing: Narrowing, except?: FacetName): string[] {
  const { parsed } = narrowing;
  const conditions: string[] = [];
  const add = (filters: Filters, isIn: 'IN' | 'NOT IN') => {
    for (const [facet, wanted] of Object.entries(filters)) {
      if (!wanted || wanted.length === 0) continue;
      const values = wanted.map((value) => `"${facetValue(value)}"`).join(', ');
      conditions.push(`${facetAttribute(facet as FacetName, narrowing)} ${isIn} [${values}]`);
    }
  };
  add({ ...narrowing.filters, ...(except && { [except]: [] }) }, 'IN');
  add(narrowing.excludedFilters, 'NOT IN');
  if (parsed.before) conditions.push(`day > 0 AND day < ${asDay(parsed.before)}`);
  if (parsed.after) conditions.push(`day >= ${asDay(parsed.after)}`);
  return conditions;
}
