import type { SearchAnswer, SearchQuery } from '#shared/search/search-index.ts';
import { type FacetName, facetNames, vocabularyFacetNames } from '#shared/search/search-index.ts';
import type { ConceptLabel } from './concept-labels.ts';

/** What people read for each filter. */
export const facetTitles: Record<FacetName, string> = {
  theme: 'Practice theme',
  harm: 'Harm',
  type: 'Document type',
  publisher: 'Publisher',
  region: 'Region',
  year: 'Year',
  setting: 'Setting',
  circumstance: 'Circumstances and identity',
  sector: 'Sector',
  pestle: 'PESTLE driver',
  tag: 'Tag',
  status: 'Judged',
  linked: 'Action plan',
};

export const statusLabels = { new: 'To judge', kept: 'Kept', 'set-aside': 'Set aside' } as const;
const linkedLabels = { yes: 'Linked to a plan entry', no: 'Not linked' };

export interface LabelledValue {
  value: string;
  label: string;
  count: number;
}

/** What people read for one value of a filter. */
export function labelOf(
  facet: FacetName,
  value: string,
  concepts: Map<string, ConceptLabel>,
): string {
  const fixed: Record<string, string> =
    facet === 'status' ? statusLabels : facet === 'linked' ? linkedLabels : {};
  if (vocabularyFacetNames.has(facet)) return concepts.get(value)?.label ?? value;
  return fixed[value] ?? value;
}

/**
 * The counts of an answer with what people read for each value.
 *
 * @param chosen values that are filtered by: they are there even when nothing has them
 */
export function labelFacets(
  facets: SearchAnswer['facets'],
  concepts: Map<string, ConceptLabel>,
  chosen: SearchQuery['filters'] = {},
): Partial<Record<FacetName, LabelledValue[]>> {
  const labelled: Partial<Record<FacetName, LabelledValue[]>> = {};
  for (const facet of facetNames) {
    const values = facets[facet];
    if (!values) continue;
    const missing = (chosen[facet] ?? [])
      .filter((one) => !values.some(({ value }) => value === one))
      .map((value) => ({ value, count: 0 }));
    labelled[facet] = [...values, ...missing].map(({ value, count }) => ({
      value,
      label: labelOf(facet, value, concepts),
      count,
    }));
  }
  return labelled;
}
