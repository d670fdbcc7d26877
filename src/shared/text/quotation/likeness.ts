import { commonWords } from './common-words.ts';
import type { Range, Text } from './read-text.ts';
import { isWord } from './tokens.ts';

/** What a mark counts beside a word. */
const markWeight = 0.25;

export const weightOf = (key: string): number => (isWord(key) ? 1 : markWeight);

export const keysOf = ({ tokens }: Text, { from, to }: Range): string[] =>
  tokens.slice(from, to).map(({ key }) => key);

const weightOfAll = (keys: readonly string[]) => keys.reduce((sum, key) => sum + weightOf(key), 0);

/** How much of two sentences is the same, in the same order, as shares from 0 to 1. */
export interface Likeness {
  /** Of both together. */
  alike: number;
  /** Of the first: 1 where all of it stands in the other. */
  kept: number;
}

export function likenessOf(one: readonly string[], other: readonly string[]): Likeness {
  const [weight, otherWeight] = [weightOfAll(one), weightOfAll(other)];
  const common = commonWords(one, other).reduce((sum, [at]) => sum + weightOf(one[at] ?? ''), 0);
  return { alike: (2 * common) / (weight + otherWeight || 1), kept: common / (weight || 1) };
}

/** The most that two could be alike, whatever the order: quick to know. */
export function couldBeAlike(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>();
  for (const key of one) left.set(key, (left.get(key) ?? 0) + 1);
  let common = 0;
  for (const key of other) {
    const count = left.get(key) ?? 0;
    if (count === 0) continue;
    left.set(key, count - 1);
    common += weightOf(key);
  }
  return (2 * common) / (weightOfAll(one) + weightOfAll(other) || 1);
}
