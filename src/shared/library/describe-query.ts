import { facetNames, type SearchQuery } from '#shared/search/search-index.ts';
import { listedAsChoice, quoted } from '#shared/text/in-words.ts';
import type { ConceptLabel } from './concept-labels.ts';
import { facetTitles, labelOf } from './facet-labels.ts';
import { areaWords, sinceInWords } from './scope-words.ts';

const sortWords = {
  newest: 'newest first',
  seen: 'newest here first',
  national: 'statutory and national first',
} as const;

/** A search in words: "“RHI”; Practice theme: Missing; newest first". */
export function describeQuery(query: SearchQuery, concepts: Map<string, ConceptLabel>): string {
  const words = query.words.trim();
  const parts = [words ? quoted(words) : ''];
  for (const facet of facetNames) {
    const values = query.filters?.[facet] ?? [];
    if (values.length === 0) continue;
    const labels = values.map((value) => labelOf(facet, value, concepts));
    parts.push(`${facetTitles[facet]}: ${listedAsChoice(labels)}`);
  }
  if (query.since) parts.push(sinceInWords(query.since));
  for (const area of query.areas ?? []) parts.push(areaWords[area].toLowerCase());
  if (query.includeSuggested) parts.push('suggested themes too');
  if (words && query.expand === false) parts.push('these words only');
  if (query.sort && query.sort !== 'relevance') parts.push(sortWords[query.sort]);
  return parts.filter(Boolean).join('; ') || 'All publications';
}
