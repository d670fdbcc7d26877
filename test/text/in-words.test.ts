import { describe, expect, it } from 'vitest';
import { agreeing, counted, listed, listedAsChoice, quoted } from '#shared/text/in-words.ts';

describe('counts', () => {
  it.each([
    [0, '0 publications'],
    [1, '1 publication'],
    [2, '2 publications'],
    [21, '21 publications'],
    [1200, '1,200 publications'],
  ])('says %i as %s', (count, words) => {
    expect(counted(count, 'publication')).toBe(words);
  });

  it('takes another plural, with its verb', () => {
    expect(counted(1, 'entry', 'entries')).toBe('1 entry');
    expect(counted(0, 'entry', 'entries')).toBe('0 entries');
    expect(counted(3, 'page answers', 'pages answer')).toBe('3 pages answer');
    expect([0, 1, 2].map((count) => agreeing(count, 'is', 'are'))).toEqual(['are', 'is', 'are']);
  });
});

it.each([
  [[], '', ''],
  [['a'], 'a', 'a'],
  [['a', 'b'], 'a and b', 'a or b'],
  [['a', 'b', 'c'], 'a, b and c', 'a, b or c'],
])('lists %j', (things, all, any) => {
  expect(listed(things)).toBe(all);
  expect(listedAsChoice(things)).toBe(any);
});

it('quotes words as a page does', () => {
  expect(listed(['RHI', 'missing'].map(quoted))).toBe('“RHI” and “missing”');
});
