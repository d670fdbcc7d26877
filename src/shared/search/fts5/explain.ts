import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { mostShown, mostWeighed, passageChooser } from '../choose-passages.ts';
import type { IndexedPassage } from '../publication-document.ts';
import { markedTerms, type QueryTerms } from '../query/query-terms.ts';
import type { FoundPassage } from '../search-index.ts';
import { allWords, anyOf, oneClause, someWords } from './expression.ts';
import { rowid } from './schema.ts';

/**
 * Passages of a publication that are all read: to ask which of them have the words takes as long as to
 * read some sixty.
 */
const mostRead = 60;

const passageOf = (row: Record<string, SQLOutputValue>): IndexedPassage => ({
  documentId: Number(row.document_id),
  page: row.page === null ? null : Number(row.page),
  text: String(row.text),
});

/** Finds the passages that explain a hit. */
export function prepareExplain(db: DatabaseSync) {
  const within = db.prepare(
    `select p.id, p.document_id, p.page, p.text
     from passage_fts join passage p on p.id = passage_fts.rowid
     where passage_fts match ? and passage_fts.rowid between ? and ?
     order by passage_fts.rowid limit ${mostWeighed}`,
  );
  const whole = db.prepare(
    'select document_id, page, text from passage where id between ? and ? order by id',
  );
  const range = db.prepare('select first_passage, last_passage from publication where id = ?');
  const size = db.prepare('select count(*) as n from publication');
  const frequency = db.prepare('select doc from stem_vocabulary where term = ?');

  return function explainer(terms: QueryTerms): (publicationId: number) => FoundPassage[] {
    const { choose, chooseAmong, rarest } = passageChooser(terms, {
      publications: Number(size.get()?.n ?? 0),
      documentsWith: (stem) => Number(frequency.get(stem)?.doc ?? 0),
    });
    const [strict, wide] = [allWords(terms), someWords(terms)];

    /** Of a long review, those that have the words. */
    function foundBetween(first: bigint, last: bigint): IndexedPassage[] {
      const found = new Map<number, IndexedPassage>();
      const take = (expression: string) => {
        const rows = within.all(expression, first, last);
        for (const row of rows) found.set(Number(row.id), passageOf(row));
        return rows.length < mostWeighed;
      };
      take(strict);
      // Only the first passages with any of the words are looked at, and all with the rarest.
      if (found.size < mostShown && terms.clauses.length > 1 && !take(wide))
        take(oneClause(rarest));
      // Of a name of several words, one may stand here and another there.
      if (found.size === 0) take(anyOf(markedTerms(terms)));
      return [...found].sort(([a], [b]) => a - b).map(([, passage]) => passage);
    }

    return (publicationId) => {
      const bounds = range.get(publicationId);
      const [first, last] = [Number(bounds?.first_passage ?? 1), Number(bounds?.last_passage ?? 0)];
      if (last < first) return [];
      const [from, to] = [rowid(first), rowid(last)];
      return last - first < mostRead
        ? chooseAmong(whole.all(from, to).map(passageOf))
        : choose(foundBetween(from, to));
    };
  };
}
