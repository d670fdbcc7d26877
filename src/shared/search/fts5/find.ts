import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Asked, FoundIds, Slice } from '../answer-query.ts';
import { enough } from '../ranking.ts';
import type { SearchSort } from '../search-index.ts';
import { allWords, inTitle, someWords } from './expression.ts';
import { conditions, matching, type Sql } from './narrowing.ts';
import { bm25, nationalFacet } from './schema.ts';

export interface Found extends FoundIds {
  /** What they match; null when everything is listed. */
  expression: string | null;
}

/**
 * Scores that agree in their first four digits count as equal. Of the words that stand in more than
 * half of the publications bm25 makes scores of a millionth: digits after the point would not do.
 */
const score = `cast(printf('%.3e', ${bm25}) as real)`;
const national = `p.id in (select publication_id from facet where name = '${nationalFacet}' and value = 'yes') desc`;
const newest = 'p.published_on desc, p.first_seen desc, p.id desc';
const seen = 'p.first_seen desc, p.id desc';

interface Tier {
  expression: string;
  titleExpression: string;
  /** Those that match this too stand in the tier before. */
  not: string | null;
}

/** The order of a tier, and the values its placeholders take. */
function orderOf(sort: SearchSort | undefined, { titleExpression }: Tier): Sql {
  if (sort === 'newest') return { text: newest, values: [] };
  if (sort === 'seen') return { text: seen, values: [] };
  const inTitle = 'p.id in (select rowid from publication_fts where publication_fts match ?)';
  // With all words in the title, the shorter title is the nearer one: that is how known titles are typed.
  return {
    text: `${sort === 'national' ? `${national}, ` : ''}${inTitle} desc,
           case when ${inTitle} then p.title_words else 0 end, ${score}, ${newest}`,
    values: [titleExpression, titleExpression],
  };
}

/** Finds by SQL: how many, a part of a tier, a part of the whole list. */
function prepareLists(db: DatabaseSync) {
  const idsOf = (sql: string, ...values: SQLInputValue[]) =>
    db
      .prepare(sql)
      .all(...values)
      .map(({ id }) => Number(id));
  const count = ({ text, values }: Sql, where: Sql) =>
    Number(
      db.prepare(`select count(*) as n ${text}${where.text}`).get(...values, ...where.values)?.n,
    );

  function tier(given: Tier, where: Sql, sort: SearchSort | undefined, slice: Slice): number[] {
    const { text, values } = matching(given.expression);
    const others = given.not
      ? ' and p.id not in (select rowid from publication_fts where publication_fts match ?)'
      : '';
    const order = orderOf(sort, given);
    return idsOf(
      `select p.id ${text}${others}${where.text} order by ${order.text} limit ? offset ?`,
      ...values,
      ...(given.not ? [given.not] : []),
      ...where.values,
      ...order.values,
      slice.limit,
      slice.offset,
    );
  }

  function list({ sort, slice }: Asked, where: Sql): Found {
    const total = count(matching(null), where);
    const ids = idsOf(
      `select p.id from publication p where 1${where.text}
       order by ${sort === 'national' ? `${national}, ` : ''}${sort === 'seen' ? seen : newest} limit ? offset ?`,
      ...where.values,
      slice.limit,
      slice.offset,
    );
    return { expression: null, total, allWords: total, ids };
  }

  return { count, tier, list };
}

/** Finds publications: those with all the words, and if they are few, those with some. */
export function prepareFind(db: DatabaseSync): (asked: Asked) => Found {
  const { count, tier, list } = prepareLists(db);
  return (asked) => {
    const { terms, sort, slice } = asked;
    const where = conditions(asked.narrowing);
    if (terms.clauses.length === 0) return list(asked, where);
    const strict = allWords(terms);
    const withAll = count(matching(strict), where);
    const isWidened = withAll < enough && terms.clauses.length > 1;
    const expression = isWidened ? someWords(terms) : strict;
    const total = isWidened ? count(matching(expression), where) : withAll;

    const titleExpression = inTitle(terms);
    const ids = tier({ expression: strict, titleExpression, not: null }, where, sort, slice);
    if (isWidened && ids.length < slice.limit) {
      const rest = {
        limit: slice.limit - ids.length,
        offset: Math.max(0, slice.offset - withAll),
      };
      ids.push(...tier({ expression, titleExpression, not: strict }, where, sort, rest));
    }
    return { expression, total, allWords: withAll, ids };
  };
}
