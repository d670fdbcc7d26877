import type { QueryStore } from '../answer-query.ts';
import type { FacetName } from '../search-index.ts';
import { countFacets } from './count-facets.ts';
import { explain } from './explain.ts';
import { textOfFacetValue } from './facet-value.ts';
import { type FoundOnServer, find } from './find.ts';
import type { Library } from './library.ts';
import type { MeiliPublication } from './meili-documents.ts';
import { idsIn } from './queries.ts';
import { wordsOfLibrary } from './words.ts';

async function valuesOf({ client, ask, uids }: Library, name: FacetName): Promise<string[]> {
  const answer = await ask(() =>
    client.index(uids.publications).search('', { limit: 0, facets: [`f.${name}`] }),
  );
  return Object.keys(answer.facetDistribution?.[`f.${name}`] ?? {}).map(textOfFacetValue);
}

/** Titles of the hits; most came with them. */
async function titlesOf(
  { client, ask, uids }: Library,
  { ids: shown, names: known }: FoundOnServer,
): Promise<ReadonlyMap<number, string>> {
  const ids = shown.filter((id) => !known.has(id));
  if (ids.length === 0) return known;
  const { results } = await ask(() =>
    client.index<MeiliPublication>(uids.publications).getDocuments({
      filter: idsIn(ids),
      fields: ['id', 'name'],
      limit: ids.length,
    }),
  );
  return new Map([...known, ...results.map(({ id, name }): [number, string] => [id, name])]);
}

/** What a query asks of the server. */
export const meilisearchStore = (library: Library): QueryStore<FoundOnServer> => ({
  words: wordsOfLibrary(library),
  valuesOf: (name) => valuesOf(library, name),
  find: (asked) => find(library, asked),
  titlesOf: (found) => titlesOf(library, found),
  passagesOf: (terms, found) => explain(library, terms, found),
  countFacets: (found, narrowing, wanted) => countFacets(library, found, narrowing, wanted),
});
