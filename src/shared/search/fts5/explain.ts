import type { DatabaseSync } from 'node:sqlite';
import { choosePassages, mostShown } from '../choose-passages.ts';
import { markerOf } from '../highlight.ts';
import { type Clause, markedTerms, type QueryTerms } from '../query/query-terms.ts';
import type { FoundPassage, IndexedPassage } from '../search-index.ts';
import { allWords, oneClause } from './expression.ts';

/** Passages looked at for each clause before choosing. */
const perClause = 12;

/** Finds the passages that explain a hit: those with all words first, else with the rarest. */
export function prepareExplain(db: DatabaseSync) {
  const within = db.prepare(
    'select rowid as id from passage_fts where passage_fts match ? and rowid between ? and ? order by rowid limit ?',
  );
  const range = db.prepare('select first_passage, last_passage from publication where id = ?');
  const passage = db.prepare('select document_id, page, text from passage where id = ?');
  const frequency = db.prepare('select doc from stem_vocabulary where term = ?');

  const rarity = ({ alternatives }: Clause) => {
    const stem = alternatives[0]?.terms[0]?.stems[0] ?? '';
    return Number(frequency.get(stem)?.doc ?? 0);
  };

  return function explainer(terms: QueryTerms) {
    const marker = markerOf(markedTerms(terms));
    const strict = allWords(terms);
    const rarestFirst = [...terms.clauses].sort((a, b) => rarity(a) - rarity(b)).map(oneClause);

    return (publicationId: number): FoundPassage[] => {
      const bounds = range.get(publicationId);
      const [first, last] = [Number(bounds?.first_passage ?? 1), Number(bounds?.last_passage ?? 0)];
      if (last < first) return [];
      const ids = new Set<number>();
      const take = (expression: string, limit: number) => {
        for (const { id } of within.all(expression, first, last, limit)) ids.add(Number(id));
      };
      take(strict, perClause);
      if (ids.size < mostShown && rarestFirst.length > 1) {
        for (const expression of rarestFirst) {
          take(expression, perClause);
          if (ids.size >= perClause * 3) break;
        }
      }
      // In the order of the document: of two that say as much, the earlier is shown first.
      const found = [...ids]
        .sort((a, b) => a - b)
        .map((id): IndexedPassage => {
          const row = passage.get(id);
          const page = row?.page ?? null;
          return {
            documentId: Number(row?.document_id),
            page: page === null ? null : Number(page),
            text: String(row?.text ?? ''),
          };
        });
      return choosePassages(found, marker);
    };
  };
}
