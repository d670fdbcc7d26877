import type { Narrowing } from '../query/narrowing.ts';
import type { FacetName } from '../search-index.ts';
import { facetValue } from './facet-value.ts';

type Filters = Partial<Record<FacetName, string[]>>;

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
export function conditionsOf(narrowing: Omit<Narrowing, 'excluded'>, except?: FacetName): string[] {
  const { before, after, seenFrom, anyOf } = narrowing;
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
  for (const group of anyOf) {
    const each = Object.entries(group)
      .filter(([, wanted]) => wanted.length > 0)
      .map(([facet, wanted]) => {
        const values = wanted.map((value) => `"${facetValue(value)}"`).join(', ');
        return `${facetAttribute(facet as FacetName, narrowing)} IN [${values}]`;
      });
    // A group without a value has nothing that it could match.
    conditions.push(each.length === 0 ? 'id IN []' : `(${each.join(' OR ')})`);
  }
  if (seenFrom !== null) conditions.push(`firstSeen >= ${seenFrom}`);
  if (before) conditions.push(`day > 0 AND day < ${asDay(before)}`);
  if (after) conditions.push(`day >= ${asDay(after)}`);
  return conditions;
}
