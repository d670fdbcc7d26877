import type { Clause, QueryTerms, Term } from '../query/query-terms.ts';

/** Query terms as FTS5 expressions. Stems are letters and digits only; they are quoted all the same. */

const quoted = ({ stems }: Term) => `"${stems.join(' ').replaceAll('"', '')}"`;

const clause = ({ alternatives }: Clause): string =>
  `(${alternatives
    .map(({ terms }) =>
      terms.length === 1 ? terms.map(quoted).join('') : `(${terms.map(quoted).join(' AND ')})`,
    )
    .join(' OR ')})`;

/** Publications with all the words. */
export const allWords = ({ clauses }: QueryTerms): string => clauses.map(clause).join(' AND ');

/** Publications with some of the words. */
export const someWords = ({ clauses }: QueryTerms): string => clauses.map(clause).join(' OR ');

/** Publications with any of these terms. */
export const anyOf = (terms: Term[]): string => terms.map(quoted).join(' OR ');

/** One clause alone, for the passages that explain a hit. */
export const oneClause = clause;
