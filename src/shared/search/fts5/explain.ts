import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { mostShown, mostWeighed, passageChooser } from '../choose-passages.ts';
import type { IndexedPassage } from '../publication-document.ts';
import { markedTerms, type QueryTerms } from '../query/query-terms.ts';
import type { FoundPassage } from '../search-index.ts';
import { allWords, anyOf, oneClause, someWords } from './expression.ts';
import type { InPassingGiven } from './in-passing.ts';
import { rowid } from './schema.ts';

/** What is read of a passage. Rows come as arrays: as objects they take five times as long. */
const columns = 'p.document_id, p.page, p.text, p.id';
type Row = [documentId: number, page: number | null, text: string, id: number];

const rowsOf = (statement: StatementSync, ...values: SQLInputValue[]) =>
  statement.all(...values) as unknown as Row[];

const passageOf = ([documentId, page, text]: Row): IndexedPassage => ({ documentId, page, text });

/** Finds the passages that explain a hit. */
export function prepareExplain(db: DatabaseSync, { library, postingsOf }: InPassingGiven) {
  const within = db.prepare(
    `select ${columns} from passage_fts
     join passage p on p.id = passage_fts.rowid where passage_fts match ? and passage_fts.rowid between ? and ?
     order by passage_fts.rowid limit ${mostWeighed}`,
  );
  const whole = db.prepare(
    `select ${columns} from passage p where p.id between ? and ? order by p.id`,
  );
  for (const statement of [within, whole]) statement.setReturnArrays(true);
  const range = db.prepare('select first_passage, last_passage from publication where id = ?');

  return function explainer(terms: QueryTerms): (publicationId: number) => FoundPassage[] {
    const { choose, chooseAmong, rarest } = passageChooser(terms, {
      publications: library.columns.count,
      documentsWith: (stem) => postingsOf({ stems: [stem], text: stem }).places.length,
    });
    const [strict, wide] = [allWords(terms), someWords(terms)];

    /** Of a long review, those that have the words. */
    function foundBetween(first: bigint, last: bigint): IndexedPassage[] {
      const found = new Map<number, IndexedPassage>();
      const take = (expression: string) => {
        const rows = rowsOf(within, expression, first, last);
        for (const row of rows) found.set(row[3], passageOf(row));
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
      // To ask which of them have the words takes longer than to read them, unless they are many.
      return last - first < mostWeighed
        ? chooseAmong(rowsOf(whole, from, to).map(passageOf))
        : choose(foundBetween(from, to));
    };
  };
}
