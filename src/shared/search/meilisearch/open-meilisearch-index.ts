import type { Settings } from 'meilisearch';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { fold, stemOf } from '#shared/text/words.ts';
import { conceptLookup } from '../concept-names.ts';
import { markAll, markerOf } from '../highlight.ts';
import { expandQuery } from '../query/expand-query.ts';
import { type ParsedQuery, parseQuery } from '../query/parse-query.ts';
import { markedTerms } from '../query/query-terms.ts';
import { resolveFilters } from '../query/resolve-filters.ts';
import { bestOf, withCorrections, wordsToCheck } from '../query/spelling.ts';
import { type VocabularyNames, vocabularyNames } from '../query/vocabulary-names.ts';
import type {
  FacetName,
  MeaningIndex,
  SearchAnswer,
  SearchIndex,
  SearchQuery,
} from '../search-index.ts';
import { connect } from './connect.ts';
import { countFacets } from './count-facets.ts';
import { explain } from './explain.ts';
import { textOfFacetValue } from './facet-value.ts';
import type { Narrowing } from './filters.ts';
import { type Found, find } from './find.ts';
import { type Library, openLibrary } from './library.ts';
import { type Meanings, openMeanings } from './meanings.ts';
import type { MeiliPublication } from './meili-documents.ts';
import { near } from './near.ts';
import {
  meaningSettings,
  passageSettings,
  publicationSettings,
  removedSettings,
  type Wordings,
  wordSettings,
} from './settings.ts';
import { similar } from './similar.ts';
import { wordingsOf } from './units.ts';
import { complete, documentsWith, wordsLike } from './words.ts';
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

const uidsOf = (prefix: string): Library['uids'] => ({
  publications: `${prefix}_publications`,
  passages: `${prefix}_passages`,
  words: `${prefix}_words`,
  removed: `${prefix}_removed`,
});

const meaningsUidOf = (prefix: string) => `${prefix}_meanings`;

/** Deletes the indexes of a generation; those that are not there are no mistake. */
export async function deleteMeilisearchIndex(
  options: Pick<MeilisearchOptions, 'url' | 'apiKey' | 'prefix'>,
): Promise<void> {
  const { client, ask } = connect(options);
  const uids = [...Object.values(uidsOf(options.prefix)), meaningsUidOf(options.prefix)];
  for (const uid of uids) {
    await ask(() => client.deleteIndex(uid).waitTask());
  }
}

/**
 * Opens an index on a Meilisearch server (1.50 or later), and makes it when it is not there. Analyser,
 * parser, expansion, spelling, ranking and highlights are ours; the server keeps and matches.
 *
 * @throws {SearchUnavailable} when the server cannot be reached
 */
export async function openMeilisearchIndex(options: MeilisearchOptions): Promise<SearchIndex> {
  const connection = connect(options);
  const { client, ask, done } = connection;
  const uids = uidsOf(options.prefix);
  let vocabulary = options.vocabulary;
  let names: VocabularyNames = vocabularyNames(vocabulary);
  let lookup = conceptLookup(vocabulary);
  let wordings: Wordings = wordingsOf(names);
  const library = openLibrary(connection, uids, () => wordings);
  const meaningsUid = meaningsUidOf(options.prefix);
  const meanings = options.model ? openMeanings(library, meaningsUid, options.model) : null;
  const writer = openWriter(library, () => lookup, meanings);

  const settingsOf = (): [uid: string, settings: Settings][] => [
    ...(meanings ? [[meaningsUid, meaningSettings] satisfies [string, Settings]] : []),
    [uids.publications, publicationSettings(wordings, meanings !== null)],
    [uids.passages, passageSettings(wordings)],
    [uids.words, wordSettings],
    [uids.removed, removedSettings],
  ];

  async function make(): Promise<void> {
    for (const [uid, settings] of settingsOf()) {
      await ask(() => client.createIndex(uid, { primaryKey: 'id' }).waitTask());
      await done(() => client.index(uid).updateSettings(settings));
    }
  }

  async function isMade(): Promise<boolean> {
    const { results } = await ask(() => client.getIndexes({ limit: 10_000 }));
    const there = new Set(results.map(({ uid }) => uid));
    return settingsOf().every(([uid]) => there.has(uid));
  }

  /** Tells the server the wordings, if it knows others. */
  async function tellWordings(): Promise<void> {
    for (const uid of [uids.publications, uids.passages]) {
      const known = await ask(() => client.index(uid).getSynonyms());
      if (Object.keys(wordings).every((token) => known[token])) continue;
      await done(() => client.index(uid).updateSynonyms(wordings));
    }
  }

  if (await isMade()) await tellWordings();
  else await make();

  async function corrected(
    query: SearchQuery,
    parsed: ParsedQuery,
  ): Promise<{ parsed: ParsedQuery; words: string } | null> {
    if (query.correct === false) return null;
    const words = wordsToCheck(parsed, names.words);
    if (words.length === 0) return null;
    const known = await documentsWith(library, words.map(fold));
    const unknown = words.filter((word) => !known.get(fold(word)));
    const stems = await library.frequencies(unknown.map((word) => stemOf(fold(word))));
    const corrections = new Map<string, string>();
    for (const typed of unknown) {
      const word = fold(typed);
      const best = bestOf(typed, await wordsLike(library, word), {
        vocabularyWords: names.words,
        isStemKnown: (stems.get(stemOf(word)) ?? 0) > 0,
      });
      if (best) corrections.set(typed, best);
    }
    return withCorrections(parsed, corrections);
  }

  async function valuesOf(name: FacetName): Promise<string[]> {
    const answer = await ask(() =>
      client.index(uids.publications).search('', { limit: 0, facets: [`f.${name}`] }),
    );
    return Object.keys(answer.facetDistribution?.[`f.${name}`] ?? {}).map(textOfFacetValue);
  }

  async function narrowingOf(query: SearchQuery, parsed: ParsedQuery): Promise<Narrowing> {
    const values = new Map<FacetName, string[]>();
    for (const name of ['publisher', 'tag'] as const) {
      if (parsed.filters[name] || parsed.excludedFilters[name])
        values.set(name, await valuesOf(name));
    }
    const known = (name: FacetName) => values.get(name) ?? [];
    return {
      ...resolveFilters(query.filters ?? {}, parsed, vocabulary, known),
      parsed,
      includeSuggested: query.includeSuggested ?? false,
    };
  }

  async function titlesOf({ ids: shown, names: known }: Found): Promise<Map<number, string>> {
    const ids = shown.filter((id) => !known.has(id));
    if (ids.length === 0) return known;
    const { results } = await ask(() =>
      client.index<MeiliPublication>(uids.publications).getDocuments({
        filter: `id IN [${ids.join(', ')}]`,
        fields: ['id', 'name'],
        limit: ids.length,
      }),
    );
    return new Map([...known, ...results.map(({ id, name }): [number, string] => [id, name])]);
  }

  async function search(query: SearchQuery): Promise<SearchAnswer> {
    const size = query.size ?? 20;
    const page = query.page ?? 1;
    const typed = parseQuery(query.words);
    const correction = await corrected(query, typed);
    const parsed = correction?.parsed ?? typed;
    const { terms, expanded } = expandQuery(parsed, query.expand === false ? null : names);
    const narrowing = await narrowingOf(query, parsed);
    const slice = { limit: size, offset: (page - 1) * size };
    const found = await find(library, terms, narrowing, query.sort, slice);
    const [titles, passages, facets] = await Promise.all([
      titlesOf(found),
      explain(library, terms, found),
      countFacets(library, found, narrowing, query.facets ?? []),
    ]);
    const marks = markedTerms(terms);
    const marker = markerOf(marks);
    return {
      query: {
        words: query.words,
        corrected: correction?.words ?? null,
        expanded,
        allWords: found.allWords,
        ...(narrowing.typed && { typed: narrowing.typed }),
      },
      marks,
      total: found.total,
      page,
      size,
      hits: found.ids.map((id) => ({
        id,
        titleHtml: markAll(titles.get(id) ?? '', marker),
        passages: passages.get(id) ?? [],
      })),
      facets,
    };
  }

  const meaningIndex = (kept: Meanings): MeaningIndex => ({
    missing: kept.missing,
    countMissing: kept.countMissing,
    put: kept.put,
    async near({ query, ...asked }) {
      const typed = parseQuery(query.words);
      const parsed = (await corrected(query, typed))?.parsed ?? typed;
      const { terms } = expandQuery(parsed, query.expand === false ? null : names);
      return near(library, kept, terms, await narrowingOf(query, parsed), asked);
    },
  });

  return {
    ...writer,
    meanings: meanings && meaningIndex(meanings),
    async sweep() {
      await writer.forgetUnusedWords();
      for (const [uid] of settingsOf()) await done(() => client.index(uid).compact());
      return true;
    },
    search,
    similar: (id, limit) => similar(library, id, limit),
    complete: (prefix, limit) => complete(library, prefix, limit),
    async numbers(afterId, limit) {
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
    },
    async status() {
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
    },
    async setVocabulary(next) {
      vocabulary = next;
      names = vocabularyNames(next);
      lookup = conceptLookup(next);
      wordings = wordingsOf(names);
      await tellWordings();
    },
    async close() {},
  };
}
