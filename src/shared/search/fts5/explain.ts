import type { DatabaseSync } from 'node:sqlite';
import { markerOf, snippet } from '../highlight.ts';
import { type Clause, markedTerms, type QueryTerms } from '../query/query-terms.ts';
import type { FoundPassage } from '../search-index.ts';
import { allWords, oneClause } from './expression.ts';

/** Passages shown for a hit, and looked at before choosing. */
const shown = 3;
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
    const strict = allWords({ ...terms, excluded: [] });
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
      if (ids.size < shown && rarestFirst.length > 1) {
        for (const expression of rarestFirst) {
          take(expression, perClause);
          if (ids.size >= perClause * 3) break;
        }
      }
      return [...ids]
        .map((id) => {
          const row = passage.get(id);
          const { html, weight } = snippet(String(row?.text ?? ''), marker);
          const page = row?.page ?? null;
          return {
            id,
            weight,
            html,
            documentId: Number(row?.document_id),
            page: page === null ? null : Number(page),
          };
        })
        .filter(({ html }) => html.includes('<mark>'))
        .sort((a, b) => b.weight - a.weight || a.id - b.id)
        .slice(0, shown)
        .map(({ documentId, page, html }) => ({ documentId, page, html }));
    };
  };
}
