import type { DatabaseSync } from 'node:sqlite';
import { mostShown, mostWeighed, passageChooser } from '../choose-passages.ts';
import { markedTerms, type QueryTerms } from '../query/query-terms.ts';
import type { FoundPassage, IndexedPassage } from '../search-index.ts';
import { allWords, anyOf, oneClause, someWords } from './expression.ts';
import { rowid } from './schema.ts';

/** Finds the passages that explain a hit. */
export function prepareExplain(db: DatabaseSync) {
  const within = db.prepare(
    `select p.id, p.document_id, p.page, p.text
     from passage_fts join passage p on p.id = passage_fts.rowid
     where passage_fts match ? and passage_fts.rowid between ? and ?
     order by passage_fts.rowid limit ${mostWeighed}`,
  );
  const range = db.prepare('select first_passage, last_passage from publication where id = ?');
  const size = db.prepare('select count(*) as n from publication');
  const frequency = db.prepare('select doc from stem_vocabulary where term = ?');

  return function explainer(terms: QueryTerms): (publicationId: number) => FoundPassage[] {
    const { choose, rarest } = passageChooser(terms, {
      publications: Number(size.get()?.n ?? 0),
      documentsWith: (stem) => Number(frequency.get(stem)?.doc ?? 0),
    });
    const [strict, wide] = [allWords(terms), someWords(terms)];

    return (publicationId) => {
      const bounds = range.get(publicationId);
      const [first, last] = [Number(bounds?.first_passage ?? 1), Number(bounds?.last_passage ?? 0)];
      if (last < first) return [];
      const found = new Map<number, IndexedPassage>();
      const take = (expression: string) => {
        const rows = within.all(expression, rowid(first), rowid(last));
        for (const { id, document_id, page, text } of rows) {
          found.set(Number(id), {
            documentId: Number(document_id),
            page: page === null ? null : Number(page),
            text: String(text),
          });
        }
        return rows.length < mostWeighed;
      };
      take(strict);
      // Of a long review only the first passages with any of the words are looked at, and all with the rarest.
      if (found.size < mostShown && terms.clauses.length > 1 && !take(wide))
        take(oneClause(rarest));
      // Of a name of several words, one may stand here and another there.
      if (found.size === 0) take(anyOf(markedTerms(terms)));
      return choose([...found].sort(([a], [b]) => a - b).map(([, passage]) => passage));
    };
  };
}
