import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { answerNear, answerQuery, queryVocabulary } from '../answer-query.ts';
import { conceptLookup } from '../concept-names.ts';
import type { IndexStatus, SearchIndex } from '../search-index.ts';
import { connect } from './connect.ts';
import { makeGeneration, meaningsUidOf, tellWordings, uidsOf } from './generation.ts';
import { type Library, openLibrary } from './library.ts';
import { type Meanings, openMeanings } from './meanings.ts';
import type { MeiliPublication } from './meili-documents.ts';
import { near, nearestOf, nearnessOf } from './near.ts';
import { similar } from './similar.ts';
import { meilisearchStore } from './store.ts';
import { wordingsOf } from './units.ts';
import { complete } from './words.ts';
import { openWriter } from './write.ts';

export interface MeilisearchOptions {
  url: string;
  apiKey: string | null;
  /** Begins the names of the indexes: of this library and this generation of its index. */
  prefix: string;
  vocabulary: ConceptTerms[];
  /** Keeps vectors of this model beside the words; none if left out. */
  model?: string | null;
}

/** All that follows from the vocabulary. */
function knownFrom(concepts: ConceptTerms[]) {
  const vocabulary = queryVocabulary(concepts);
  return {
    vocabulary,
    lookup: conceptLookup(concepts),
    wordings: wordingsOf(vocabulary.names),
  };
}

/** The (id, number) pairs that the server holds. */
async function numbers({ client, ask, uids }: Library, afterId: number, limit: number) {
  const { hits } = await ask(() =>
    client.index<MeiliPublication>(uids.publications).search('', {
      filter: `id > ${afterId}`,
      sort: ['id:asc'],
      page: 1,
      hitsPerPage: limit,
      attributesToRetrieve: ['id', 'number'],
    }),
  );
  return hits.map(({ id, number }) => ({ id, number }));
}

async function status(
  { client, ask, uids }: Library,
  meanings: Meanings | null,
): Promise<IndexStatus> {
  const [publications, passages] = await Promise.all(
    [uids.publications, uids.passages].map((uid) => ask(() => client.index(uid).getStats())),
  );
  const bytes = [publications, passages].map((stats) => stats?.rawDocumentDbSize ?? 0);
  return {
    engine: 'meilisearch',
    publications: publications?.numberOfDocuments ?? 0,
    passages: passages?.numberOfDocuments ?? 0,
    bytes: bytes.reduce((sum, one) => sum + one, 0),
    ...(meanings && { withoutMeaning: await meanings.countMissing() }),
  };
}

/**
 * Opens an index on a Meilisearch server (1.50 or later), and makes it when it is not there. Analyser,
 * parser, expansion, spelling, ranking and highlights are ours; the server keeps and matches.
 *
 * @throws {SearchUnavailable} when the server cannot be reached
 */
export async function openMeilisearchIndex(options: MeilisearchOptions): Promise<SearchIndex> {
  const { prefix, model } = options;
  const connection = connect(options);
  const uids = uidsOf(prefix);
  let known = knownFrom(options.vocabulary);
  const library = openLibrary(connection, uids, () => known.wordings);
  const meanings = model ? openMeanings(library, meaningsUidOf(prefix), model) : null;
  const store = {
    ...meilisearchStore(library),
    ...(meanings && {
      nearness: (vector: Float32Array, ids: number[]) => nearnessOf(meanings, vector, ids),
    }),
  };
  const writer = openWriter(library, () => known.lookup, meanings);
  await makeGeneration(connection, {
    prefix,
    wordings: known.wordings,
    hasMeanings: meanings !== null,
  });

  return {
    ...writer,
    meanings: meanings && {
      missing: meanings.missing,
      countMissing: meanings.countMissing,
      put: meanings.put,
      nearest: (search) => nearestOf(meanings, search),
      near: (search) =>
        answerNear(
          { ...store, near: (asked) => near(library, meanings, asked) },
          known.vocabulary,
          search,
        ),
    },
    async sweep() {
      await writer.forgetUnusedWords();
      const all = [...Object.values(uids), ...(meanings ? [meaningsUidOf(prefix)] : [])];
      for (const uid of all) await connection.done(() => connection.client.index(uid).compact());
      return true;
    },
    search: (query) => answerQuery(store, known.vocabulary, query),
    similar: (id, limit) => similar(library, id, limit),
    complete: (start, limit) => complete(library, start, limit),
    numbers: (afterId, limit) => numbers(library, afterId, limit),
    status: () => status(library, meanings),
    async setVocabulary(concepts) {
      known = knownFrom(concepts);
      await tellWordings(connection, uids, known.wordings);
    },
    async close() {},
  };
}
