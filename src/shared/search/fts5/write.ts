import type { DatabaseSync } from 'node:sqlite';
import {
  type Analysed,
  type AnalysedPublication,
  analysePublication,
  isSpellingMaterial,
  stemsWithBreaks,
} from '../analyse-publication.ts';
import type { ConceptLookup } from '../concept-names.ts';
import type { Facet } from '../facets-of.ts';
import type { PublicationDocument } from '../publication-document.ts';
import { longFrom } from '../ranking.ts';
import { prepareChangeWriter } from './memory/changes.ts';
import { breakWord, nationalFacet, rowid } from './schema.ts';
import type { MeaningWriter } from './write-meanings.ts';

/** Words remembered of those that were put. */
const mostSpelled = 200_000;

const column = (texts: Analysed[]) => stemsWithBreaks(texts, ` ${breakWord} `);

function prepareStatements(db: DatabaseSync) {
  // FTS5 leaves row ids behind that are larger than a number can hold.
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    statement.setReadBigInts(true);
    return statement;
  };
  return {
    known: prepare('select number, first_passage, last_passage from publication where id = ?'),
    removed: prepare('select number from removed where id = ?'),
    putPublication: prepare(
      `insert or replace into publication
       (id, number, title, title_words, published_on, first_seen, first_passage, last_passage,
        facets, suggested_facets)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    putText: prepare(
      'insert into publication_fts (rowid, title, headings, summary, concepts, body) values (?, ?, ?, ?, ?, ?)',
    ),
    putLong: prepare(
      'insert into long_publication (publication_id, title, headings, summary, concepts) values (?, ?, ?, ?, ?)',
    ),
    putWords: prepare('insert into word_fts (rowid, words) values (?, ?)'),
    putPassage: prepare(
      'insert into passage (id, publication_id, document_id, page, text) values (?, ?, ?, ?, ?)',
    ),
    putPassageText: prepare('insert into passage_fts (rowid, text) values (?, ?)'),
    putFacet: prepare(
      'insert or ignore into facet (publication_id, name, value, suggested) values (?, ?, ?, ?)',
    ),
    putFacetValue: prepare('insert or ignore into facet_code (name, value) values (?, ?)'),
    codeOf: prepare('select code from facet_code where name = ? and value = ?'),
    lastPassage: prepare('select coalesce(max(id), 0) as id from passage'),
    forget: [
      'delete from publication_fts where rowid = ?',
      'delete from word_fts where rowid = ?',
      'delete from facet where publication_id = ?',
      'delete from long_publication where publication_id = ?',
      'delete from publication where id = ?',
    ].map((sql) => prepare(sql)),
    forgetPassages: prepare('delete from passage where id between ? and ?'),
    forgetPassageText: prepare('delete from passage_fts where rowid between ? and ?'),
    putRemoved: prepare('insert or replace into removed (id, number) values (?, ?)'),
    forgetRemoved: prepare('delete from removed where id = ?'),
  };
}

type Statements = ReturnType<typeof prepareStatements>;

/** Whether the index has a newer state of the publication, or was told to remove one as new. */
function isOlder({ known, removed }: Statements, id: number, number: number): boolean {
  const there = known.get(id);
  const gone = removed.get(id);
  return Boolean(
    (there && Number(there.number) > number) || (gone && Number(gone.number) >= number),
  );
}

function forget(statements: Statements, id: number): void {
  const known = statements.known.get(id);
  if (!known) return;
  const [first, last] = [rowid(known.first_passage), rowid(known.last_passage)];
  statements.forgetPassageText.run(first, last);
  statements.forgetPassages.run(first, last);
  for (const statement of statements.forget) statement.run(id);
}

/** Numbers of the values, as a list; new ones get theirs. */
const codesOf = ({ putFacetValue, codeOf }: Statements, facets: Facet[]): string =>
  facets
    .map(({ name, value }) => {
      putFacetValue.run(name, value);
      return String(codeOf.get(name, value)?.code);
    })
    .join(',');

/** @returns the numbers of the first and the last; the last is the smaller when there is none */
function putPassages(
  statements: Statements,
  { id, passages }: PublicationDocument,
  { body: [, ...analysed] }: AnalysedPublication,
): [first: number, last: number] {
  const first = Number(statements.lastPassage.get()?.id ?? 0) + 1;
  for (const [at, { documentId, page, text }] of passages.entries()) {
    statements.putPassage.run(first + at, id, documentId, page, text);
    statements.putPassageText.run(first + at, column(analysed.slice(at, at + 1)));
  }
  return [first, first + passages.length - 1];
}

function putPublication(
  statements: Statements,
  document: PublicationDocument,
  analysed: AnalysedPublication,
): void {
  const { id } = document;
  const { title, facets } = analysed;
  const [first, last] = putPassages(statements, document, analysed);
  statements.putPublication.run(
    id,
    document.number,
    document.title,
    title.words.length,
    document.publishedOn ?? '',
    document.firstSeenAt,
    first,
    last,
    codesOf(
      statements,
      facets.filter(({ isSuggested }) => !isSuggested),
    ),
    codesOf(
      statements,
      facets.filter(({ isSuggested }) => isSuggested),
    ),
  );
  const { headings, summary, concepts } = analysed;
  const upFront = [[title], headings, [summary], concepts].map(column);
  statements.putText.run(id, ...upFront, column(analysed.body));
  if (analysed.length >= longFrom) statements.putLong.run(id, ...upFront);
  statements.putWords.run(id, [...analysed.words].join(' '));
  for (const { name, value, isSuggested } of facets)
    statements.putFacet.run(id, name, value, isSuggested ? 1 : 0);
  if (analysed.isNational) statements.putFacet.run(id, nationalFacet, 'yes', 0);
}

/** Keeps words as spelling material, each once: most come again with each document. */
function prepareSpeller(db: DatabaseSync) {
  const putSpelled = db.prepare('insert or ignore into spelled (word) values (?)');
  const putSpelling = db.prepare('insert into spelling (word) values (?)');
  const spelled = new Set<string>();
  return {
    put(words: Iterable<string>): void {
      for (const word of words) {
        if (spelled.has(word)) continue;
        if (spelled.size >= mostSpelled) spelled.clear();
        spelled.add(word);
        if (isSpellingMaterial(word) && putSpelled.run(word).changes) putSpelling.run(word);
      }
    },
    /** What was put was taken back. */
    forget: () => spelled.clear(),
  };
}

const ftsTables = ['publication_fts', 'passage_fts', 'word_fts', 'spelling'];
const plainTables = [
  'publication',
  'passage',
  'facet',
  'facet_code',
  'removed',
  'spelled',
  'long_publication',
];

/**
 * The writing half of the index, on one connection. Each call is one transaction.
 *
 * @param meanings forgets the vectors of what goes or reads otherwise; null where none are kept
 */
export function prepareWriter(db: DatabaseSync, meanings: MeaningWriter | null = null) {
  const statements = prepareStatements(db);
  const speller = prepareSpeller(db);
  const changes = prepareChangeWriter(db);

  function put(document: PublicationDocument, lookup: ConceptLookup): void {
    if (isOlder(statements, document.id, document.number)) return;
    forget(statements, document.id);
    meanings?.forgetIfChanged(document);
    statements.forgetRemoved.run(document.id);
    const analysed = analysePublication(document, lookup);
    putPublication(statements, document, analysed);
    changes.note(document.id);
    speller.put(analysed.words);
  }

  function remove({ id, number }: { id: number; number: number }): void {
    if (isOlder(statements, id, number)) return;
    forget(statements, id);
    meanings?.forget(id);
    changes.note(id);
    statements.putRemoved.run(id, number);
  }

  function inTransaction(work: () => void): void {
    db.exec('begin immediate');
    try {
      work();
      changes.trim();
      db.exec('commit');
    } catch (error) {
      // After a full disk SQLite has done so itself.
      if (db.isTransaction) db.exec('rollback');
      speller.forget();
      throw error;
    }
  }

  return {
    /** Words to spell by may have gone from the file meanwhile. */
    forgetSpelled: speller.forget,
    put: (documents: PublicationDocument[], lookup: ConceptLookup) =>
      inTransaction(() => {
        for (const document of documents) put(document, lookup);
      }),
    remove: (publications: { id: number; number: number }[]) =>
      inTransaction(() => publications.forEach(remove)),
    clear: () =>
      inTransaction(() => {
        for (const table of [...ftsTables, ...plainTables]) db.exec(`delete from ${table}`);
        meanings?.clear();
        changes.noteAll();
        speller.forget();
      }),
  };
}
