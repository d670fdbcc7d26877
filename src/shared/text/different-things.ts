import { entryAddress, withoutStamp } from './address.ts';

/** What a source said of something that it offered: all that tells it from its other offers. */
export interface Offered {
  /** Identity within the source. */
  key: string;
  url: string;
  title: string;
}

/** A title as it is compared: letters and digits alone. */
export const plainTitle = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The words of a title; none where the title only repeats the address. */
function said({ url, title }: Offered): string {
  const stands = title.trim();
  return stands === url || stands === 'Untitled' ? '' : plainTitle(stands);
}

/**
 * Whether two offers of one source are two publications: their ids or addresses differ, and so do
 * their titles. Nothing that their addresses answer outweighs this.
 */
export function areDifferentThings(one: Offered, other: Offered): boolean {
  const [a, b] = [said(one), said(other)];
  if (!a || !b || a === b) return false;
  return (
    withoutStamp(one.key) !== withoutStamp(other.key) ||
    entryAddress(one.url) !== entryAddress(other.url)
  );
}

/** Whether a title may be another one's after a rename: most words of the shorter are in both. */
export function areSimilarTitles(one: string, other: string): boolean {
  const [a, b] = [new Set(plainTitle(one).split(' ')), new Set(plainTitle(other).split(' '))];
  const common = [...a].filter((word) => b.has(word)).length;
  return common >= 0.6 * Math.min(a.size, b.size);
}
