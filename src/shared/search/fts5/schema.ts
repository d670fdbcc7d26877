import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite';
import { fieldWeights } from '../ranking.ts';
import { changesTable } from './memory/changes.ts';
import { loadVectors } from './vectors.ts';

/**
 * Stands between passages, headings and names in a column, so that no phrase crosses from one to the
 * next. A private-use character: a word to FTS5, and none that our analyser would ever make of what
 * is typed.
 */
export const breakWord = '\u{e000}';

/** Name under which `facet` says that a publication is statutory or national; no facet to people. */
export const nationalFacet = 'national';

/**
 * Tables of an embedded index. `facet` is for filters; for counts a publication carries the codes of
 * its values, "3,17". `long_publication` has what long ones say up front. All text in the FTS tables is what our own analyser made of it
 * (stems, or folded words in `word_fts`); nothing is left for SQLite's tokenisers to decide.
 */
const tables = `
  create table if not exists publication (
    id integer primary key,
    number integer not null,
    title text not null,
    title_words integer not null,
    published_on text not null,
    first_seen integer not null,
    first_passage integer not null,
    last_passage integer not null,
    facets text not null,
    suggested_facets text not null
  ) strict;
  create index if not exists publication_newest on publication (published_on desc, first_seen desc, id desc);
  create table if not exists removed (id integer primary key, number integer not null) strict;
  ${changesTable}
  create table if not exists facet (
    publication_id integer not null,
    name text not null,
    value text not null,
    suggested integer not null default 0,
    primary key (publication_id, name, value)
  ) strict, without rowid;
  create index if not exists facet_value on facet (name, value, publication_id, suggested);
  create table if not exists facet_code (
    code integer primary key,
    name text not null,
    value text not null,
    unique (name, value)
  ) strict;
  create table if not exists passage (
    id integer primary key,
    publication_id integer not null,
    document_id integer not null,
    page integer,
    text text not null
  ) strict;
  create table if not exists long_publication (
    publication_id integer primary key,
    title text not null,
    headings text not null,
    summary text not null,
    concepts text not null
  ) strict;
  create virtual table if not exists publication_fts using fts5(
    title, headings, summary, concepts, body,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
  );
  create virtual table if not exists passage_fts using fts5(
    text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
  );
  create virtual table if not exists word_fts using fts5(
    words, content='', contentless_delete=1, detail=none,
    tokenize='unicode61 remove_diacritics 0'
  );
  create virtual table if not exists word_vocabulary using fts5vocab('word_fts', 'row');
  create virtual table if not exists stem_vocabulary using fts5vocab('publication_fts', 'row');
  create table if not exists spelled (word text primary key) strict, without rowid;
  create virtual table if not exists spelling using fts5(word, tokenize='trigram', detail=none, columnsize=0);
`;

function open(file: string, withVectors: boolean, options: DatabaseSyncOptions): DatabaseSync {
  if (!withVectors) return new DatabaseSync(file, options);
  const db = new DatabaseSync(file, { ...options, allowExtension: true });
  loadVectors(db);
  return db;
}

/** Opens the file for writing, and makes its tables. */
export function openForWriting(file: string, withVectors = false): DatabaseSync {
  const db = open(file, withVectors, { timeout: 10_000 });
  db.exec('pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-65536');
  db.exec(tables);
  return db;
}

/** Opens the file for reading only. */
export function openForReading(file: string, withVectors = false): DatabaseSync {
  const db = open(file, withVectors, { readOnly: true, timeout: 10_000 });
  db.exec('pragma cache_size=-65536; pragma mmap_size=268435456; pragma temp_store=memory');
  return db;
}

/**
 * A row's id as FTS5 takes it for a bound. node:sqlite binds a number as a float, and by a float FTS5
 * does not seek: of a range it reads all rows that match, and leaves it to SQLite to throw most of them
 * away; "rowid = 2.0" it takes for no condition at all.
 */
export const rowid = (id: unknown): bigint => BigInt(id as number | bigint);

const { title, headings, summary, concepts, body } = fieldWeights;

/** bm25 over `publication_fts`, its columns weighted; smaller is better. */
export const bm25 = `bm25(publication_fts, ${title}, ${headings}, ${summary}, ${concepts}, ${body})`;
