import type { SQLInputValue } from 'node:sqlite';
import type { Narrowing } from '../query/narrowing.ts';
import type { FacetName } from '../search-index.ts';
import { anyOf } from './expression.ts';

type Filters = Partial<Record<FacetName, string[]>>;

export interface Sql {
  text: string;
  values: SQLInputValue[];
}

/** Conditions on `p.id` and `p.published_on`. */
export function conditions(narrowing: Narrowing): Sql {
  const { before, after, excluded, includeSuggested, seenFrom, anyOf: groups } = narrowing;
  const text: string[] = [];
  const values: SQLInputValue[] = [];
  const accepted = includeSuggested ? '' : ' and suggested = 0';
  const add = (filters: Filters, isIn: 'in' | 'not in') => {
    for (const [name, wanted] of Object.entries(filters)) {
      if (!wanted || wanted.length === 0) continue;
      const marks = wanted.map(() => '?').join(', ');
      text.push(
        `p.id ${isIn} (select publication_id from facet where name = ? and value in (${marks})${accepted})`,
      );
      values.push(name, ...wanted);
    }
  };
  add(narrowing.filters, 'in');
  add(narrowing.excludedFilters, 'not in');
  for (const group of groups) {
    const wanted = Object.entries(group).filter(([, some]) => some.length > 0);
    const each = wanted.map(
      ([, some]) => `(name = ? and value in (${some.map(() => '?').join(', ')}))`,
    );
    // A group without a value has nothing that it could match.
    text.push(
      each.length === 0
        ? '0'
        : `p.id in (select publication_id from facet where (${each.join(' or ')})${accepted})`,
    );
    values.push(...wanted.flatMap(([name, some]) => [name, ...some]));
  }
  if (seenFrom !== null) {
    text.push('p.first_seen >= ?');
    values.push(seenFrom);
  }
  if (excluded.length > 0) {
    text.push('p.id not in (select rowid from publication_fts where publication_fts match ?)');
    values.push(anyOf(excluded));
  }
  if (before) {
    text.push("p.published_on < ? and p.published_on <> ''");
    values.push(before);
  }
  if (after) {
    text.push('p.published_on >= ?');
    values.push(after);
  }
  return { text: text.map((one) => ` and (${one})`).join(''), values };
}
