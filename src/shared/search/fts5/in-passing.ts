import type { DatabaseSync } from 'node:sqlite';
import { analyse, stemsWithBreaks } from '../analyse-publication.ts';
import { notUpFront, type Rarity, scoreOfPlace, type UpFront } from '../in-passing.ts';
import type { QueryTerms } from '../query/query-terms.ts';
import { mostPlaces, rarityOf } from '../ranking.ts';
import { allWords, anyOf } from './expression.ts';
import { matching, type Sql } from './narrowing.ts';
import { rowid } from './schema.ts';

/** Publications with all the words, when they are few. */
export interface WithAll {
  /** All of them. */
  ids: number[];
  /** Long ones among them that are not about all the words, with what they score by their best place. */
  inPassing: ReadonlyMap<number, number>;
}

const withFront = 'left join long_publication l on l.publication_id = p.id';

const words = (text: unknown) => String(text).split(' ');

/**
 * Rows as bm25() counts them: those that were replaced are counted still, since a table without content
 * keeps no record of them. It stands in FTS5's own averages, as the first of SQLite's varints.
 */
function rowsCounted(db: DatabaseSync): number {
  const block = db.prepare('select block from publication_fts_data where id = 1').get()?.block;
  let rows = 0;
  for (const byte of block instanceof Uint8Array ? block : []) {
    rows = rows * 128 + (byte & 127);
    if (byte < 128) break;
  }
  return rows;
}

/** How much terms count for in this library; each is looked up once. */
function rarities(db: DatabaseSync): Rarity {
  const size = rowsCounted(db);
  const ofStem = db.prepare('select doc as n from stem_vocabulary where term = ?');
  const ofPhrase = db.prepare(
    'select count(*) as n from publication_fts where publication_fts match ?',
  );
  const known = new Map<string, number>();
  return (term) => {
    const key = anyOf([term]);
    const row = () => (term.stems.length === 1 ? ofStem.get(...term.stems) : ofPhrase.get(key));
    const rarity = known.get(key) ?? rarityOf(size, Number(row()?.n ?? 0));
    known.set(key, rarity);
    return rarity;
  };
}

/** Tells those that are about all the words from those that have them in passing. */
export function prepareInPassing(db: DatabaseSync) {
  const within = db.prepare(
    `select p.text from passage_fts join passage p on p.id = passage_fts.rowid
     where passage_fts match ? and passage_fts.rowid between ? and ?
     order by bm25(passage_fts), passage_fts.rowid limit ${mostPlaces}`,
  );

  return (terms: QueryTerms, where: Sql): WithAll => {
    const { text, values } = matching(allWords(terms), withFront);
    const rows = db
      .prepare(
        `select p.id, p.first_passage, p.last_passage, l.title, l.headings, l.summary, l.concepts
         ${text}${where.text}`,
      )
      .all(...values, ...where.values);
    const rarity = rarities(db);
    const inPassing = new Map<number, number>();
    for (const row of rows) {
      if (row.title === null) continue;
      const front: UpFront = {
        title: words(row.title),
        headings: words(row.headings),
        summary: words(row.summary),
        concepts: words(row.concepts),
      };
      const wanted = notUpFront(terms, front);
      if (wanted.length === 0) continue;
      const places = within.all(
        allWords({ ...terms, clauses: wanted }),
        rowid(row.first_passage),
        rowid(row.last_passage),
      );
      const scores = places.map((place) => {
        const passage = stemsWithBreaks([analyse(String(place.text))], ' \n ').split(' ');
        return scoreOfPlace(terms, wanted, { front, passage, rarity });
      });
      inPassing.set(Number(row.id), Math.max(0, ...scores));
    }
    return { ids: rows.map(({ id }) => Number(id)), inPassing };
  };
}
