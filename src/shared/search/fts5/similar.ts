import type { DatabaseSync } from 'node:sqlite';
import { isStopWord, stemOf, wordsOf } from '#shared/text/words.ts';

/** Passages of a publication that are looked at, and words taken from them. */
const mostPassages = 40;
const mostWords = 14;

/** Finds publications with the same telling words. */
export function prepareSimilar(db: DatabaseSync) {
  const publication = db.prepare(
    'select title, first_passage, last_passage from publication where id = ?',
  );
  const passages = db.prepare(
    `select text from passage where id between ? and ? order by id limit ${mostPassages}`,
  );
  const frequency = db.prepare('select doc from stem_vocabulary where term = ?');
  const size = db.prepare('select count(*) as n from publication');
  const alike = db.prepare(
    `select rowid as id from publication_fts where publication_fts match ? and rowid <> ?
     order by bm25(publication_fts, 3, 1.3, 1.3, 1, 1) limit ?`,
  );
  const has = db.prepare(
    'select 1 from publication_fts where publication_fts match ? and rowid = ?',
  );

  /** Words that stand often here and seldom elsewhere, as they are written here. */
  function telling(id: number): { stem: string; word: string }[] {
    const row = publication.get(id);
    if (!row) return [];
    const total = Number(size.get()?.n ?? 1);
    const seen = new Map<string, { word: string; count: number }>();
    const texts = [
      ...Array.from({ length: 4 }, () => String(row.title)),
      ...passages
        .all(Number(row.first_passage), Number(row.last_passage))
        .map(({ text }) => String(text)),
    ];
    for (const text of texts) {
      for (const { folded } of wordsOf(text)) {
        if (folded.length < 3 || isStopWord(folded) || /^\d+$/.test(folded)) continue;
        const stem = stemOf(folded);
        const known = seen.get(stem);
        if (known) known.count += 1;
        else seen.set(stem, { word: folded, count: 1 });
      }
    }
    return [...seen]
      .sort(([, a], [, b]) => b.count - a.count)
      .slice(0, 120)
      .map(([stem, { word, count }]) => {
        const documents = Number(frequency.get(stem)?.doc ?? 0);
        const rarity = documents < 2 ? 0 : Math.log(1 + total / documents);
        return { stem, word, weight: Math.log(1 + count) * rarity };
      })
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, mostWords);
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
          .filter(({ stem }) => has.get(`"${stem}"`, Number(other)))
          .map(({ word }) => word)
          .slice(0, 6),
      }))
      .filter(({ words: shared }) => shared.length > 1);
  };
}
