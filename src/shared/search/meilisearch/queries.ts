import type { FederatedQuery } from './library.ts';
import { mostParts, type Unit } from './units.ts';

/** These publications alone, as a filter. */
export const idsIn = (ids: number[]) => `id IN [${ids.join(', ')}]`;

/** Queries for publications with all the words; those for titles only bring these to the front. */
export function allOf(branches: string[][], exclusions: string) {
  const queries = branches.map(
    (parts): FederatedQuery => ({
      q: `${parts.slice(0, mostParts).join(' ')}${exclusions}`,
      matchingStrategy: 'all',
    }),
  );
  return {
    queries,
    // Behind a query of titles an exclusion would speak of titles only.
    titles: exclusions
      ? []
      : queries.map((query) => ({ ...query, attributesToSearchOn: ['title'], weight: 4 })),
    isWhole: branches.every(({ length }) => length <= mostParts),
  };
}

/**
 * Queries for publications with any of the words. Each begins with another word, the rarest first,
 * and drops the others from its end: their union is all publications with some of the words, and
 * those with many and rare ones come first.
 */
export function someOf(
  clauses: Unit[][],
  exclusions: string,
  weightOf: (part: string) => number,
): FederatedQuery[] {
  const units = clauses.flat();
  const single = [...new Set(units.flatMap(({ parts }) => (parts.length === 1 ? parts : [])))].sort(
    (one, other) => weightOf(other) - weightOf(one),
  );
  const mass = single.map(weightOf);
  const total = mass.reduce((sum, one) => sum + one, 0) || 1;
  const chains = single.map((_, at): FederatedQuery => {
    const rest = mass.slice(at).reduce((sum, one) => sum + one, 0);
    return {
      q: `${single.slice(at, at + mostParts).join(' ')}${exclusions}`,
      matchingStrategy: 'last',
      weight: Math.max(0.001, rest / total),
    };
  });
  const joint = units
    .filter(({ parts }) => parts.length > 1)
    .map(
      ({ parts }): FederatedQuery => ({
        q: `${parts.slice(0, mostParts).join(' ')}${exclusions}`,
        matchingStrategy: 'all',
        weight: 0.5,
      }),
    );
  return [...chains, ...joint];
}
