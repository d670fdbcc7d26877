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

/** Publications that have all the words in the title. */
export const inTitle = ({ clauses }: QueryTerms): string =>
  `{title} : (${clauses.map(clause).join(' AND ')})`;

/** Publications that are about all the words: they stand in what is said up front, not only in the text. */
export const upFront = ({ clauses }: QueryTerms): string =>
  `{title headings summary concepts} : (${clauses.map(clause).join(' AND ')})`;

/** One clause alone, for the passages that explain a hit. */
export const oneClause = clause;
