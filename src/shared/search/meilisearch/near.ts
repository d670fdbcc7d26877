import type { NearAsked, NearText } from '../answer-query.ts';
import type { Nearest, NearestSearch } from '../search-index.ts';
import { conditionsOf } from './filters.ts';
import type { Library } from './library.ts';
import type { Meanings, NearMeaning } from './meanings.ts';
import type { MeiliPassage } from './meili-documents.ts';
import { idsIn } from './queries.ts';
import { exclusionsOf } from './units.ts';
import { withAllWords } from './verify.ts';

/** Texts looked at: a long review has many that are near. */
const nearest = 200;
/** With no more publications than this behind the filters, only they are asked for; else it is seen to after. */
const mostAmong = 1000;

/** Publications that the filters let through, as many as are wanted. */
const allowed = (
  library: Library,
  { terms, narrowing }: NearAsked,
  among: number[] | null,
  hits: number,
) =>
  library.federated({
    queries: [{ q: exclusionsOf(terms).trim() }],
    filter: [...conditionsOf(narrowing), ...(among ? [idsIn(among)] : [])],
    hits,
    attributes: ['id', 'name'],
  });

/** Those that are looked among: null, all of them; a few, where the filters leave no more. */
async function lookedAmong(library: Library, asked: NearAsked): Promise<number[] | null> {
  if (conditionsOf(asked.narrowing).length === 0) return null;
  const { total, hits } = await allowed(library, asked, null, mostAmong);
  return total <= mostAmong ? hits.slice(0, total).map(({ id }) => id) : null;
}

/** Finds what is close in meaning, with its closest passage. */
export async function near(
  library: Library,
  meanings: Meanings,
  asked: NearAsked,
): Promise<NearText[]> {
  const { vector, without, floor, limit, terms } = asked;
  const among = await lookedAmong(library, asked);
  if (among?.length === 0) return [];
  const closest = new Map<number, NearMeaning>();
  for (const text of await meanings.texts(vector, { among, limit: nearest })) {
    const { publication, nearness } = text;
    if (nearness < floor || closest.has(publication) || without.includes(publication)) continue;
    closest.set(publication, text);
  }
  const ids = [...closest.keys()];
  if (ids.length === 0) return [];
  const [{ hits }, complete] = await Promise.all([
    allowed(library, asked, ids, ids.length),
    withAllWords(library, terms, ids),
  ]);
  const titles = new Map(hits.map(({ id, name }) => [id, name ?? '']));
  const shown = ids.filter((id) => titles.has(id) && !complete.has(id)).slice(0, limit);
  const texts = shown.flatMap((id) => closest.get(id) ?? []);
  const [passages, first] = await Promise.all([
    passagesOf(library, texts),
    firstPassages(library, meanings, texts),
  ]);
  return shown.map((id) => {
    const found = passages.get(id) ?? first.get(id);
    const passage = found && { documentId: found.document, page: found.page, text: found.text };
    return {
      id,
      title: titles.get(id) ?? '',
      passage: passage ?? null,
      ...(first.has(id) && { isGuessed: true as const }),
    };
  });
}

/** Of publications that were read as a whole only, the first passage stands in for the closest. */
async function firstPassages(
  { client, ask, uids }: Library,
  meanings: Meanings,
  texts: NearMeaning[],
): Promise<Map<number, MeiliPassage>> {
  const wholes = texts.flatMap(({ publication, passage }) => (passage === null ? publication : []));
  const read = await meanings.withPassages(wholes);
  const found = await Promise.all(
    wholes
      .filter((id) => !read.has(id))
      .map((id) =>
        ask(() =>
          client.index<MeiliPassage>(uids.passages).search('', {
            filter: `publication = ${id}`,
            sort: ['position:asc'],
            limit: 1,
          }),
        ),
      ),
  );
  return new Map(found.flatMap(({ hits }) => hits.map((hit) => [hit.publication, hit] as const)));
}

/** Publications whose vectors are nearest, whatever their words. */
export async function nearestOf(
  meanings: Meanings,
  { vector, limit }: NearestSearch,
): Promise<Nearest[]> {
  const closest = new Map<number, number>();
  for (const { publication, nearness } of await meanings.texts(vector, {
    among: null,
    limit: nearest,
  }))
    if (!closest.has(publication)) closest.set(publication, nearness);
  return [...closest].slice(0, limit).map(([id, nearness]) => ({ id, nearness }));
}

/** The cosines of publications and a vector, by what they were read as a whole. */
export async function nearnessOf(
  meanings: Meanings,
  vector: Float32Array,
  ids: number[],
): Promise<Map<number, number>> {
  const texts = await meanings.texts(vector, { among: ids, limit: mostAmong });
  return new Map(
    texts
      .filter(({ passage }) => passage === null)
      .map(({ publication, nearness }) => [publication, nearness]),
  );
}

/** The passages that are near, by their publication; a title has none. */
async function passagesOf(
  { client, ask, uids }: Library,
  texts: NearMeaning[],
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
