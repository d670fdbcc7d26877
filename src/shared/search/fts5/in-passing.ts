import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { analyse, stemsWithBreaks } from '../analyse-publication.ts';
import { notUpFront, type Rarity, scoreOfPlace, type UpFront } from '../in-passing.ts';
import type { QueryTerms, Term } from '../query/query-terms.ts';
import { mostPlaces, rarityOf } from '../ranking.ts';
import { allWords } from './expression.ts';
import type { KnownLibrary } from './memory/known-library.ts';
import type { Postings } from './memory/postings.ts';
import { rowid } from './schema.ts';

export interface InPassingGiven {
  library: KnownLibrary;
  postingsOf(term: Term): Postings;
}

const words = (text: unknown) => String(text).split(' ');

/** How much terms count for in this library; each is looked up once. */
function rarities({ library, postingsOf }: InPassingGiven): Rarity {
  const known = new Map<Term, number>();
  return (term) => {
    const rarity = known.get(term) ?? rarityOf(library.rows, postingsOf(term).places.length);
    known.set(term, rarity);
    return rarity;
  };
}

/** Reads the passages of a publication that match, those that say most where they are many. */
function preparePlaces(db: DatabaseSync) {
  const matching = `
    select p.text from passage_fts join passage p on p.id = passage_fts.rowid
    where passage_fts match ? and passage_fts.rowid between ? and ?`;
  const some = db.prepare(`${matching} limit ${mostPlaces + 1}`);
  // For bm25() all passages of the library are counted that have the words: only where it must choose.
  const best = db.prepare(
    `${matching} order by bm25(passage_fts), passage_fts.rowid limit ${mostPlaces}`,
  );
  return (expression: string, publication: Record<string, SQLOutputValue>): string[] => {
    const [from, to] = [rowid(publication.first_passage), rowid(publication.last_passage)];
    const few = some.all(expression, from, to);
    const chosen = few.length > mostPlaces ? best.all(expression, from, to) : few;
    return chosen.map(({ text }) => String(text));
  };
}

/** Tells those that are about all the words from those that have them in passing. */
export function prepareInPassing(db: DatabaseSync, given: InPassingGiven) {
  const long = db.prepare(
    `select p.id, p.first_passage, p.last_passage, l.title, l.headings, l.summary, l.concepts
     from long_publication l join publication p on p.id = l.publication_id
     where l.publication_id in (select value from json_each(?))`,
  );
  const placesOf = preparePlaces(db);

  /** Long ones among these that are not about all the words, with what they score by their best place. */
  return (terms: QueryTerms, ids: number[]): Map<number, number> => {
    const rows = long.all(JSON.stringify(ids));
    const rarity = rarities(given);
    const inPassing = new Map<number, number>();
    for (const row of rows) {
      const front: UpFront = {
        title: words(row.title),
        headings: words(row.headings),
        summary: words(row.summary),
        concepts: words(row.concepts),
      };
      const wanted = notUpFront(terms, front);
      if (wanted.length === 0) continue;
      const places = placesOf(allWords({ ...terms, clauses: wanted }), row);
      const scores = places.map((text) => {
        const passage = stemsWithBreaks([analyse(text)], ' \n ').split(' ');
        return scoreOfPlace(terms, wanted, { front, passage, rarity });
      });
      inPassing.set(Number(row.id), Math.max(0, ...scores));
    }
    return inPassing;
  };
}
