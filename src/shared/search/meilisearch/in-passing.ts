import type { MultiSearchParams } from 'meilisearch';
import { notUpFront, scoreOfPlace, type UpFront } from '../in-passing.ts';
import type { Clause, QueryTerms } from '../query/query-terms.ts';
import { mostPlaces } from '../ranking.ts';
import type { Library } from './library.ts';
import type { MeiliPassage, MeiliPublication } from './meili-documents.ts';
import { idsIn } from './queries.ts';
import { type LibraryFigures, rarityIn } from './rank.ts';
import { branchesOf, mostParts, unitsOf } from './units.ts';

/** Ways of meeting what is not said up front that are asked for. */
const mostWays = 3;

/** A long publication, and what of the words it does not say up front. */
interface Long {
  id: number;
  front: UpFront;
  wanted: Clause[];
}

const words = (text: string) => text.split(' ');

async function notAbout(library: Library, terms: QueryTerms, ids: number[]): Promise<Long[]> {
  const { client, ask, uids } = library;
  const { results } = await ask(() =>
    client.index<MeiliPublication>(uids.publications).getDocuments({
      filter: idsIn(ids),
      fields: ['id', 'title', 'headings', 'summary', 'concepts'],
      limit: ids.length,
    }),
  );
  return results
    .map(({ id, title, headings, summary, concepts }) => {
      const front: UpFront = {
        title: words(title),
        headings: words(headings),
        summary: words(summary),
        concepts: words(concepts),
      };
      return { id, front, wanted: notUpFront(terms, front) };
    })
    .filter(({ wanted }) => wanted.length > 0);
}

/** Of long publications with all the words, those that are not about them, with what each scores by its best place. */
export async function inPassing(
  library: Library,
  terms: QueryTerms,
  { figures, ids }: { figures: LibraryFigures; ids: number[] },
): Promise<Map<number, number>> {
  const long = ids.length > 0 ? await notAbout(library, terms, ids) : [];
  if (long.length === 0) return new Map();
  const asked = long.flatMap((one) => {
    const units = one.wanted.map((clause) => unitsOf(clause, library.wordings()));
    return branchesOf(units)
      .slice(0, mostWays)
      .map((parts) => ({ one, q: parts.slice(0, mostParts).join(' ') }));
  });
  const { results } = await library.ask(() =>
    library.client.multiSearch<MultiSearchParams, Pick<MeiliPassage, 'stems'>>({
      queries: asked.map(({ one, q }) => ({
        indexUid: library.uids.passages,
        q,
        matchingStrategy: 'all' as const,
        filter: `publication = ${one.id}`,
        limit: mostPlaces,
        attributesToRetrieve: ['stems'],
      })),
    }),
  );
  const rarity = rarityIn(figures);
  const places = new Map(long.map(({ id }) => [id, 0]));
  for (const [at, { one }] of asked.entries()) {
    for (const { stems } of results[at]?.hits ?? []) {
      const place = { front: one.front, passage: words(stems), rarity };
      const score = scoreOfPlace(terms, one.wanted, place);
      places.set(one.id, Math.max(places.get(one.id) ?? 0, score));
    }
  }
  return places;
}
