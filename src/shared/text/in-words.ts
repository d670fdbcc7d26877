/** Counts and lists as British English says them, wherever a sentence is put together. */

const rules = new Intl.PluralRules('en-GB');
const figures = new Intl.NumberFormat('en-GB');
const lists = {
  and: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
  or: new Intl.ListFormat('en-GB', { type: 'disjunction' }),
};

/** The word that goes with a count: "is" with 1, "are" with 0 and 2. */
export const agreeing = (count: number, one: string, many: string): string =>
  rules.select(count) === 'one' ? one : many;

/**
 * A count with its noun, and a verb where one follows: "1 publication", "1,200 publications",
 * "2 entries", "1 page answers".
 *
 * @param many what stands behind any count but 1; `one` with an "s" when left out
 */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${figures.format(count)} ${agreeing(count, one, many)}`;

/** "GOV.UK, Ofsted and NSPCC": all of these. Empty when there are none. */
export const listed = (things: Iterable<string>): string => lists.and.format(things);

/** "chair, coordinator or administrator": any of these. Empty when there are none. */
export const listedAsChoice = (things: Iterable<string>): string => lists.or.format(things);

/** "“RHI”", as words that somebody typed or that stand in a text. */
export const quoted = (words: string): string => `“${words}”`;
