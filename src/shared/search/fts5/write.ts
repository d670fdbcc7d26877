import type { DatabaseSync } from 'node:sqlite';
import { stemOf, wordsOf } from '#shared/text/words.ts';
import type { ConceptLookup } from '../concept-names.ts';
import { type Facet, facetsOf } from '../facets-of.ts';
import { isNational } from '../is-national.ts';
import type { PublicationDocument } from '../search-index.ts';
import { breakWord, nationalFacet, rowid } from './schema.ts';
import type { MeaningWriter } from './write-meanings.ts';

/** Words shorter or longer than this are not spelling material. */
const shortestWord = 4;
const longestWord = 24;
/** Words remembered of those that were put. */
const mostSpelled = 200_000;

interface Analysed {
  stems: string;
  words: string[];
}

function analyse(text: string): Analysed {
  const words = wordsOf(text).map(({ folded }) => folded);
  return { stems: words.map(stemOf).join(' '), words };
}

/** Texts of one column, between which no phrase reaches. */
function analyseApart(texts: string[]): Analysed {
  const analysed = texts.map(analyse);
  return {
    stems: analysed.map(({ stems }) => stems).join(` ${breakWord} `),
    words: analysed.flatMap(({ words }) => words),
  };
}

/**
 * The statements of the writing connection.
 *
 * @param meanings forgets the vectors of what goes or reads otherwise; null where none are kept
 */
export function prepareWriter(db: DatabaseSync, meanings: MeaningWriter | null = null) {
  // FTS5 leaves row ids behind that are larger than a number can hold.
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    statement.setReadBigInts(true);
    return statement;
  };
  const statements = {
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
    putSpelled: prepare('insert or ignore into spelled (word) values (?)'),
    putSpelling: prepare('insert into spelling (word) values (?)'),
    lastPassage: prepare('select coalesce(max(id), 0) as id from passage'),
    forget: [
      'delete from publication_fts where rowid = ?',
      'delete from word_fts where rowid = ?',
      'delete from facet where publication_id = ?',
      'delete from publication where id = ?',
    ].map((sql) => prepare(sql)),
    forgetPassages: prepare('delete from passage where id between ? and ?'),
    forgetPassageText: prepare('delete from passage_fts where rowid between ? and ?'),
    putRemoved: prepare('insert or replace into removed (id, number) values (?, ?)'),
    forgetRemoved: prepare('delete from removed where id = ?'),
  };

  function forget(id: number): void {
    const known = statements.known.get(id);
    if (!known) return;
    const [first, last] = [rowid(known.first_passage), rowid(known.last_passage)];
    statements.forgetPassageText.run(first, last);
    statements.forgetPassages.run(first, last);
    for (const statement of statements.forget) statement.run(id);
  }

  const isOlder = (id: number, number: number) => {
    const known = statements.known.get(id);
    const gone = statements.removed.get(id);
    return (known && Number(known.number) > number) || (gone && Number(gone.number) >= number);
  };

  /** Words that are spelling material already: most come again with each document. */
  const spelled = new Set<string>();
  function spell(words: Iterable<string>): void {
    for (const word of words) {
      if (spelled.has(word)) continue;
      if (spelled.size >= mostSpelled) spelled.clear();
      spelled.add(word);
      if (word.length < shortestWord || word.length > longestWord || /[^a-z]/.test(word)) continue;
      if (statements.putSpelled.run(word).changes) statements.putSpelling.run(word);
    }
  }

  /** Numbers of the values, as a list; new ones get theirs. */
  function codesOf(facets: Facet[]): string {
    return facets
      .map(({ name, value }) => {
        statements.putFacetValue.run(name, value);
        return String(statements.codeOf.get(name, value)?.code);
      })
      .join(',');
  }

  function put(document: PublicationDocument, lookup: ConceptLookup): void {
    if (isOlder(document.id, document.number)) return;
    forget(document.id);
    meanings?.forgetIfChanged(document);
    statements.forgetRemoved.run(document.id);
    const title = analyse(document.title);
    const headings = analyseApart(document.headings);
    const summary = analyse(document.summary);
    const concepts = analyseApart(document.concepts.flatMap(lookup.namesOf));
    // The publisher's name is found like a word of the text.
    const publisher = analyse(document.publisher);
    const words = new Set(
      [title, headings, summary, publisher].flatMap((analysed) => analysed.words),
    );

    const first = Number(statements.lastPassage.get()?.id ?? 0) + 1;
    let last = first - 1;
    const body = [publisher.stems];
    for (const { documentId, page, text } of document.passages) {
      last += 1;
      const analysed = analyse(text);
      for (const word of analysed.words) words.add(word);
      body.push(analysed.stems);
      statements.putPassage.run(last, document.id, documentId, page, text);
      statements.putPassageText.run(last, analysed.stems);
    }
    const facets = facetsOf(document, lookup.facetOf);
    statements.putPublication.run(
      document.id,
      document.number,
      document.title,
      title.words.length,
      document.publishedOn ?? '',
      document.firstSeenAt,
      first,
      last,
      codesOf(facets.filter(({ isSuggested }) => !isSuggested)),
      codesOf(facets.filter(({ isSuggested }) => isSuggested)),
    );
    statements.putText.run(
      document.id,
      title.stems,
      headings.stems,
      summary.stems,
      concepts.stems,
      body.join(` ${breakWord} `),
    );
    statements.putWords.run(document.id, [...words].join(' '));
    for (const { name, value, isSuggested } of facets)
      statements.putFacet.run(document.id, name, value, isSuggested ? 1 : 0);
    if (isNational(document)) statements.putFacet.run(document.id, nationalFacet, 'yes', 0);
    spell(words);
  }

  const inTransaction = (work: () => void) => {
    db.exec('begin immediate');
    try {
      work();
      db.exec('commit');
    } catch (error) {
      db.exec('rollback');
      spelled.clear();
      throw error;
    }
  };

  return {
    /** Words to spell by may have gone from the file meanwhile. */
    forgetSpelled: () => spelled.clear(),
    put: (documents: PublicationDocument[], lookup: ConceptLookup) =>
      inTransaction(() => {
        for (const document of documents) put(document, lookup);
      }),
    remove: (publications: { id: number; number: number }[]) =>
      inTransaction(() => {
        for (const { id, number } of publications) {
          if (isOlder(id, number)) continue;
          forget(id);
          meanings?.forget(id);
          statements.putRemoved.run(id, number);
        }
      }),
    clear: () =>
      inTransaction(() => {
        for (const table of ['publication_fts', 'passage_fts', 'word_fts', 'spelling']) {
          db.exec(`delete from ${table}`);
        }
        for (const table of ['publication', 'passage', 'facet', 'facet_code', 'removed', 'spelled'])
          db.exec(`delete from ${table}`);
        meanings?.clear();
        spelled.clear();
      }),
  };
}
