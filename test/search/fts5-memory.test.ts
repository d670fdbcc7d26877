import path from 'node:path';
import { describe, expect, it } from 'vitest';
import taxonomy from '#shared/data/taxonomy.json' with { type: 'json' };
import { conceptTerms } from '#shared/database/load-vocabulary.ts';
import { conceptLookup } from '#shared/search/concept-names.ts';
import { allWords, someWords } from '#shared/search/fts5/expression.ts';
import { best } from '#shared/search/fts5/memory/best.ts';
import { prepareKnownLibrary } from '#shared/search/fts5/memory/known-library.ts';
import { preparePostings } from '#shared/search/fts5/memory/postings.ts';
import { prepareWeigh } from '#shared/search/fts5/memory/weigh.ts';
import { prepareReader } from '#shared/search/fts5/read.ts';
import { bm25, openForReading, openForWriting } from '#shared/search/fts5/schema.ts';
import { sweep } from '#shared/search/fts5/sweep.ts';
import { prepareWriter } from '#shared/search/fts5/write.ts';
import { expandQuery } from '#shared/search/query/expand-query.ts';
import { parseQuery } from '#shared/search/query/parse-query.ts';
import { vocabularyNames } from '#shared/search/query/vocabulary-names.ts';
import { facetNames, type SearchQuery } from '#shared/search/search-index.ts';
import { chances } from '../bench/synthetic-library.ts';
import { aPublicationDocument } from '../support/builders/publication-document.ts';
import { temporaryFolder } from '../support/databases.ts';

const vocabulary = taxonomy.concepts.map(conceptTerms);
const lookup = conceptLookup(vocabulary);
const words = 'taxi hotel school police review home return interview county lines cuckooing'.split(
  ' ',
);

/** A library in a file, written and read on connections of their own. */
function aLibrary() {
  const file = path.join(temporaryFolder(), 'search.db');
  const db = openForWriting(file);
  const writer = prepareWriter(db);
  const chance = chances(3);
  const some = (most: number) =>
    Array.from(
      { length: 1 + Math.floor(chance() * most) },
      () => words[Math.floor(chance() ** 2 * words.length)],
    ).join(' ');
  let number = 0;
  const put = (ids: number[]) => {
    number += 1;
    const documents = ids.map((id) =>
      aPublicationDocument({
        ...{ id, number, title: some(4), headings: [some(3), some(3)], summary: some(8) },
        publishedOn: chance() < 0.2 ? null : `202${id % 6}-0${1 + (id % 9)}-15`,
        firstSeenAt: 1000 * number + id,
        publisher: `Publisher ${Math.floor(chance() * 5)}`,
        type: chance() < 0.5 ? 'doc-news' : 'doc-inspection',
        concepts: chance() < 0.3 ? ['cuckooing'] : [],
        suggested: chance() < 0.3 ? ['county-lines'] : [],
        passages: [{ text: some(60) }, { text: some(20) }],
      }),
    );
    writer.put(documents, lookup);
  };
  const remove = (ids: number[]) => {
    number += 1;
    writer.remove(ids.map((id) => ({ id, number })));
  };
  const reader = () => prepareReader(openForReading(file), vocabulary);
  return { file, db, put, remove, clear: writer.clear, sweep: () => sweep(db), reader, chance };
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

const questions: SearchQuery[] = [
  { words: '' },
  { words: 'taxi' },
  { words: 'taxi hotel', size: 100 },
  { words: 'county lines' },
  { words: 'taxi school police review interview', page: 2, size: 10 },
  { words: 'home -hotel', filters: { type: ['doc-news'] } },
  { words: 'taxi OR "return home"', sort: 'national' },
  { words: 'hotel after:2022', sort: 'newest', noneOf: { publisher: ['Publisher 1'] } },
  { words: 'school', sort: 'seen', includeSuggested: true, seenFrom: 1 },
  { words: 'police', anyOf: [{ publisher: ['Publisher 2'], theme: ['county-lines'] }, {}] },
];

describe('what a reader keeps in memory', () => {
  it('says of words what bm25() of FTS5 says', () => {
    const { file, put } = aLibrary();
    put(range(1, 300));
    put(range(20, 60));
    const db = openForReading(file);
    const library = prepareKnownLibrary(db);
    library.follow();
    const weigh = prepareWeigh(library, preparePostings(db, library));
    const names = vocabularyNames(vocabulary);

    for (const asked of [
      'taxi',
      'county lines hotel',
      'hotel cuckooing',
      'taxi OR "return home" interview lines',
    ]) {
      const { terms } = expandQuery(parseQuery(asked), names);
      const { score, met } = weigh(terms);
      for (const [expression, clauses] of [
        [allWords(terms), terms.clauses.length],
        [someWords(terms), 1],
      ] as const) {
        const rows = db
          .prepare(
            `select rowid, ${bm25} as score from publication_fts where publication_fts match ?`,
          )
          .all(expression);
        const said = new Map(rows.map((row) => [Number(row.rowid), Number(row.score)]));
        const places = range(0, library.columns.size - 1).filter(
          (place) => (met[place] ?? 0) >= clauses,
        );

        expect(places.map((place) => library.columns.id[place])).toEqual([...said.keys()]);
        for (const place of places) {
          const id = library.columns.id[place] ?? 0;
          expect(-(said.get(id) ?? 0) / (score[place] ?? 0)).toBeCloseTo(1, 9);
        }
      }
    }
  });

  it('follows what is put, replaced, removed, cleared and swept, and answers as a reader that begins', async () => {
    const library = aLibrary();
    const { put, remove, chance } = library;
    const old = library.reader();
    const any = (size: number) => range(1, size).map(() => 1 + Math.floor(chance() * 400));
    const steps: (() => void)[] = [
      () => put(range(1, 120)),
      () => put([121]),
      () => put(any(5)),
      () => remove(any(10)),
      // Between others that are known.
      () => put(any(10)),
      () => put(range(400, 700)),
      () => remove(range(390, 420)),
      () => void library.sweep(),
      () => put([410, 701]),
      () => library.clear(),
      () => put(range(5, 90)),
      // More than are followed one by one, and more than are remembered.
      () => put(range(100, 1400)),
      () => {
        for (const _ of range(1, 5)) put(range(100, 600));
      },
    ];
    for (const step of steps) {
      step();
      const fresh = library.reader();
      for (const asked of questions) {
        const query = { ...asked, facets: facetNames };

        expect(await old.search(query)).toEqual(await fresh.search(query));
      }
    }
  });

  it.each([0, 1, 7, 50, 200])('puts the first %d of many into order', (wanted) => {
    const chance = chances(5);
    const all = range(1, 150).map(() => Math.floor(chance() * 60));
    const order = (one: number, other: number) => one - other;

    expect(best(all, wanted, order)).toEqual(all.toSorted(order).slice(0, wanted));
  });
});
