import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Asked, FoundIds, Slice } from '../answer-query.ts';
import { asTyped, type QueryTerms } from '../query/query-terms.ts';
import { enough, isByTime } from '../ranking.ts';
import type { SearchSort } from '../search-index.ts';
import { allWords, inTitle, someWords } from './expression.ts';
import { prepareInPassing, type WithAll } from './in-passing.ts';
import { conditions, matching, type Sql } from './narrowing.ts';
import { bm25, nationalFacet } from './schema.ts';

export interface FoundByWords extends FoundIds {
  /** What they match; null when everything is listed. */
  expression: string | null;
}

const national = `p.id in (select publication_id from facet where name = '${nationalFacet}' and value = 'yes') desc`;
const newest = 'p.published_on desc, p.first_seen desc, p.id desc';
const seen = 'p.first_seen desc, p.id desc';
const titled = 'p.id in (select rowid from publication_fts where publication_fts match ?)';

/**
 * Scores that agree in their first four digits count as equal. Of the words that stand in more than
 * half of the publications bm25 makes scores of a millionth: digits after the point would not do.
 *
 * @param places what long publications score at least
 */
function scoreOf(places: [id: number, score: number][]): Sql {
  const score =
    places.length === 0
      ? bm25
      : `min(${bm25}, case p.id ${places.map(() => 'when ? then ?').join(' ')} else 0 end)`;
  return {
    text: `cast(printf('%.3e', ${score}) as real)`,
    values: places.flatMap(([id, place]) => [id, -place]),
  };
}

/** Publications of one rank, in their order. */
interface Tier {
  expression: string;
  terms: QueryTerms;
  /** Of those that match, these alone, or none of these. */
  ids?: { isIn: boolean; ids: number[] };
  places?: WithAll['inPassing'];
}

/** The order of a tier, and the values its placeholders take. */
function orderOf(sort: SearchSort | undefined, { terms, places }: Tier): Sql {
  if (sort === 'newest') return { text: newest, values: [] };
  if (sort === 'seen') return { text: seen, values: [] };
  const typed = asTyped(terms);
  const score = scoreOf([...(places ?? [])]);
  // With all words in the title, the shorter title is the nearer one: that is how known titles are typed.
  return {
    text: `${sort === 'national' ? `${national}, ` : ''}${typed ? `${titled} desc, ` : ''}${titled} desc,
           case when ${titled} then p.title_words else 0 end, ${score.text}, ${newest}`,
    values: [...(typed ? [inTitle(typed)] : []), inTitle(terms), inTitle(terms), ...score.values],
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
    const { ids } = given;
    const among = ids
      ? ` and p.id ${ids.isIn ? '' : 'not '}in (select value from json_each(?))`
      : '';
    const order = orderOf(sort, given);
    return idsOf(
      `select p.id ${text}${among}${where.text} order by ${order.text} limit ? offset ?`,
      ...values,
      ...(ids ? [JSON.stringify(ids.ids)] : []),
      ...where.values,
      ...order.values,
      slice.limit,
      slice.offset,
    );
  }

  function list({ sort, slice }: Asked, where: Sql): FoundByWords {
    const total = count(matching(null), where);
    const ids = idsOf(
      `select p.id from publication p where 1${where.text}
       order by ${sort === 'national' ? `${national}, ` : ''}${sort === 'seen' ? seen : newest} limit ? offset ?`,
      ...where.values,
      slice.limit,
      slice.offset,
    );
    return { expression: null, total, allWords: total, lead: total, ids, complete: new Set(ids) };
  }

  return { count, tier, list };
}

/** Finds publications: those with all the words, and if they are few, those with some. */
export function prepareFind(db: DatabaseSync): (asked: Asked) => FoundByWords {
  const { count, tier, list } = prepareLists(db);
  const withAllOf = prepareInPassing(db);

  /** Those about all the words first, then those with some, among them those that have all in passing. */
  function widened({ terms, sort, slice }: Asked, where: Sql): FoundByWords {
    const expression = someWords(terms);
    const withAll = withAllOf(terms, where);
    // By date there is nothing to weigh: what has all the words comes first.
    const places = isByTime(sort) ? new Map<number, number>() : withAll.inPassing;
    const lead = withAll.ids.filter((id) => !places.has(id));
    const first = { expression: allWords(terms), terms, ids: { isIn: true, ids: lead } };
    const ids = lead.length > 0 ? tier(first, where, sort, slice) : [];
    if (ids.length < slice.limit) {
      const rest = {
        limit: slice.limit - ids.length,
        offset: Math.max(0, slice.offset - lead.length),
      };
      const others = { expression, terms, ids: { isIn: false, ids: lead }, places };
      ids.push(...tier(others, where, sort, rest));
    }
    return {
      expression,
      total: count(matching(expression), where),
      allWords: withAll.ids.length,
      lead: lead.length,
      ids,
      complete: new Set(withAll.ids),
    };
  }

  return (asked) => {
    const { terms, sort, slice } = asked;
    const where = conditions(asked.narrowing);
    if (terms.clauses.length === 0) return list(asked, where);
    const expression = allWords(terms);
    const total = count(matching(expression), where);
    if (total < enough && terms.clauses.length > 1) return widened(asked, where);
    const ids = tier({ expression, terms }, where, sort, slice);
    return { expression, total, allWords: total, lead: total, ids, complete: new Set(ids) };
  };
}
