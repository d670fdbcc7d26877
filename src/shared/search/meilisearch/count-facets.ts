import type { FacetCounts } from '../answer-query.ts';
import { facetGroups, largestFirst } from '../facet-groups.ts';
import type { Narrowing } from '../query/narrowing.ts';
import type { FacetName } from '../search-index.ts';
import { textOfFacetValue } from './facet-value.ts';
import { conditionsOf, facetAttribute } from './filters.ts';
import type { FoundOnServer } from './find.ts';
import type { Library } from './library.ts';
import { idsIn } from './queries.ts';

/** Counts of the facets asked for, each as if its own filter stood open. */
export async function countFacets(
  library: Library,
  found: Pick<FoundOnServer, 'queries' | 'only'>,
  narrowing: Narrowing,
  wanted: readonly FacetName[],
): Promise<FacetCounts> {
  const groups = facetGroups(wanted, narrowing.filters);
  const answers = await Promise.all(
    groups.map(({ names, except }) =>
      library.federated({
        queries: found.queries,
        filter: [...conditionsOf(narrowing, except), ...(found.only ? [idsIn(found.only)] : [])],
        hits: 0,
        attributes: ['id'],
        facets: names.map((name) => facetAttribute(name, narrowing)),
      }),
    ),
  );
  const counts: FacetCounts = {};
  for (const [at, { names }] of groups.entries()) {
    for (const name of names) {
      const values = answers[at]?.facets[facetAttribute(name, narrowing)] ?? {};
      counts[name] = Object.entries(values)
        .map(([value, count]) => ({ value: textOfFacetValue(value), count }))
        .sort(largestFirst);
    }
  }
  return counts;
}
