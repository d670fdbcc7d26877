import { markAll, markerOf, snippet } from '../highlight.ts';
import { markedTerms, type QueryTerms } from '../query/query-terms.ts';
import type { NearSearch, SearchHit } from '../search-index.ts';
import { conditionsOf, type Narrowing } from './filters.ts';
import { withAllWords } from './find.ts';
import type { Library } from './library.ts';
import type { Meanings, NearText } from './meanings.ts';
import type { MeiliPassage } from './meili-documents.ts';
import { exclusionsOf } from './units.ts';

/** Texts looked at: a long review has many that are near. */
const nearest = 200;
/** With no more publications than this behind the filters, only they are asked for; else it is seen to after. */
const mostAmong = 1000;

/** Finds what is close in meaning, with its closest passage. */
export async function near(
  library: Library,
  meanings: Meanings,
  terms: QueryTerms,
  narrowing: Narrowing,
  { vector, without, floor, limit }: Omit<NearSearch, 'query'>,
): Promise<SearchHit[]> {
  if (terms.clauses.length === 0) return [];
  const filter = conditionsOf(narrowing);
  const queries = [{ q: exclusionsOf(terms).trim() }];
  const allowed = (among: string[], hits: number) =>
    library.federated({ queries, filter: [...filter, ...among], hits, attributes: ['id', 'name'] });

  let among: number[] | null = null;
  if (filter.length > 0) {
    const { total, hits } = await allowed([], mostAmong);
    if (total === 0) return [];
    if (total <= mostAmong) among = hits.map(({ id }) => id);
  }
  const closest = new Map<number, NearText>();
  for (const text of await meanings.texts(vector, { among, limit: nearest })) {
    const { publication, nearness } = text;
    if (nearness < floor || closest.has(publication) || without.includes(publication)) continue;
    closest.set(publication, text);
  }
  const ids = [...closest.keys()];
  if (ids.length === 0) return [];
  const [{ hits }, complete] = await Promise.all([
    allowed([`id IN [${ids.join(', ')}]`], ids.length),
    withAllWords(library, terms, ids),
  ]);
  const titles = new Map(hits.map(({ id, name }) => [id, name ?? '']));
  const shown = ids.filter((id) => titles.has(id) && !complete.has(id)).slice(0, limit);
  const passages = await passagesOf(
    library,
    shown.flatMap((id) => closest.get(id) ?? []),
  );
  const marker = markerOf(markedTerms(terms));
  return shown.map((id) => {
    const passage = passages.get(id);
    return {
      id,
      titleHtml: markAll(titles.get(id) ?? '', marker),
      passages: passage
        ? [
            {
              documentId: passage.document,
              page: passage.page,
              html: snippet(passage.text, marker).html,
            },
          ]
        : [],
    };
  });
}

/** The passages that are near, by their publication; a title has none. */
async function passagesOf(
  { client, ask, uids }: Library,
  texts: NearText[],
): Promise<Map<number, MeiliPassage>> {
  const found = await Promise.all(
    texts.flatMap(({ publication, passage }) =>
      passage === null
        ? []
        : ask(() =>
            client.index<MeiliPassage>(uids.passages).getDocument(`${publication}-${passage}`),
          ),
    ),
  );
  return new Map(found.map((passage) => [passage.publication, passage]));
}
