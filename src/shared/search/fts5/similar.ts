import type { DatabaseSync } from 'node:sqlite';
import { mostPassagesRead, type TellingWord, tellingWords } from '../telling-words.ts';
import { bm25, rowid } from './schema.ts';

/** Finds publications with the same telling words. */
export function prepareSimilar(db: DatabaseSync) {
  const publication = db.prepare(
    'select title, first_passage, last_passage from publication where id = ?',
  );
  const passages = db.prepare(
    `select text from passage where id between ? and ? order by id limit ${mostPassagesRead}`,
  );
  const frequency = db.prepare('select doc from stem_vocabulary where term = ?');
  const size = db.prepare('select count(*) as n from publication');
  const alike = db.prepare(
    `select rowid as id from publication_fts where publication_fts match ? and rowid <> ?
     order by ${bm25} limit ?`,
  );
  const has = db.prepare(
    'select 1 from publication_fts where publication_fts match ? and rowid = ?',
  );

  function telling(id: number): TellingWord[] {
    const row = publication.get(id);
    if (!row) return [];
    return tellingWords({
      title: String(row.title),
      passages: passages
        .all(Number(row.first_passage), Number(row.last_passage))
        .map(({ text }) => String(text)),
      publications: Number(size.get()?.n ?? 1),
      documentsWith: (stem) => Number(frequency.get(stem)?.doc ?? 0),
    });
  }

  return (id: number, limit: number): { id: number; words: string[] }[] => {
    const words = telling(id);
    if (words.length === 0) return [];
    const expression = words.map(({ stem }) => `"${stem}"`).join(' OR ');
    return alike
      .all(expression, id, limit)
      .map(({ id: other }) => ({
        id: Number(other),
        words: words
          .filter(({ stem }) => has.get(`"${stem}"`, rowid(other)))
          .map(({ word }) => word),
      }))
      .filter(({ words: shared }) => shared.length > 1);
  };
}
