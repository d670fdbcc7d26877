import type { Settings } from 'meilisearch';
import { minute } from '#shared/text/durations.ts';

/** Everything that is asked of Meilisearch's indexes stands here, and nowhere else. */

/** Hits and facet values that may be counted: far more than a library has. */
export const mostHits = 10_000_000;
const mostFacetValues = 100_000;
/** No answer is cut short for being slow: totals and facets are exact or fail. */
const cutoff = minute;

const ourWordsOnly: Settings = {
  // Stems are ours, and so are spelling and expansion.
  typoTolerance: { enabled: false },
  prefixSearch: 'disabled',
  stopWords: [],
  proximityPrecision: 'byWord',
  searchCutoffMs: cutoff,
  pagination: { maxTotalHits: mostHits },
};

const equality = (attributePatterns: string[], comparison = false) => ({
  attributePatterns,
  features: { facetSearch: false, filter: { equality: true, comparison } },
});

/** Vocabulary: token of a set of wordings → the wordings, as stems. */
export type Wordings = Record<string, string[]>;

export const publicationSettings = (synonyms: Wordings, withMeanings: boolean): Settings => ({
  ...ourWordsOnly,
  synonyms,
  searchableAttributes: ['title', 'headings', 'summary', 'concepts', 'body', 'words'],
  filterableAttributes: [
    equality(['f.*', 'wide.*', ...(withMeanings ? ['meant'] : [])]),
    equality(['id', 'day', 'firstSeen'], true),
  ],
  sortableAttributes: ['id', 'day', 'firstSeen', 'national'],
  faceting: { maxValuesPerFacet: mostFacetValues, sortFacetValuesBy: { '*': 'count' } },
  rankingRules: ['words', 'sort', 'attributeRank'],
});

export const passageSettings = (synonyms: Wordings): Settings => ({
  ...ourWordsOnly,
  synonyms,
  searchableAttributes: ['stems'],
  filterableAttributes: [equality(['publication'])],
  sortableAttributes: ['position'],
  rankingRules: ['words', 'proximity', 'sort'],
});

/** Words of the library: here, and only here, Meilisearch's own typo tolerance proposes candidates. */
export const wordSettings: Settings = {
  ...ourWordsOnly,
  searchableAttributes: ['id'],
  filterableAttributes: [],
  typoTolerance: { enabled: true, minWordSizeForTypos: { oneTypo: 4, twoTypos: 4 } },
  prefixSearch: 'indexingTime',
  rankingRules: ['words', 'typo', 'exactness'],
};

/** Vectors of texts; their embedder is made when it is known how long they are. */
export const meaningSettings: Settings = {
  searchableAttributes: [],
  filterableAttributes: [equality(['publication'])],
};

/** Publications taken out, so that an older state does not bring them back. */
export const removedSettings: Settings = {
  searchableAttributes: [],
  filterableAttributes: [equality(['id'])],
};
