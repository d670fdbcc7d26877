import type { FacetName, FacetValue } from './search-index.ts';

/** Facets counted in one go: over what is found with all filters, or with all but that of `except`. */
export interface FacetGroup {
  names: FacetName[];
  except?: FacetName;
}

/** A facet with a filter of its own is counted as if that filter stood open; all others together. */
export function facetGroups(
  wanted: readonly FacetName[],
  filters: Partial<Record<FacetName, string[]>>,
): FacetGroup[] {
  const open = wanted.filter((name) => !filters[name]?.length);
  return [
    ...(open.length > 0 ? [{ names: open }] : []),
    ...wanted
      .filter((name) => filters[name]?.length)
      .map((name) => ({ names: [name], except: name })),
  ];
}

/** The order in which values are shown. */
export const largestFirst = (one: FacetValue, other: FacetValue): number =>
  other.count - one.count || (one.value < other.value ? -1 : 1);
