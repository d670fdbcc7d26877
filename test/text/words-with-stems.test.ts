import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wordList from 'word-list';
import { falseFriends } from '#shared/text/false-friends.ts';
import { stemOf, wordsOf } from '#shared/text/words.ts';
import { finderOf } from '#shared/text/words-with-stems.ts';

/** What a whole reading finds. */
const byReadingAll = (text: string, stems: Set<string>) =>
  wordsOf(text)
    .map((word) => ({ ...word, stem: stemOf(word.folded) }))
    .filter(({ stem }) => stems.has(stem));

const englishWords = readFileSync(wordList, 'utf8').split('\n');

describe('finding words by their stems', () => {
  it('finds each inflection that English has, and no other word', () => {
    // One word of each thirty, with what stands around it in the dictionary.
    const missed = englishWords
      .filter((_, at) => at % 30 === 0)
      .flatMap((word, at) => {
        const around = englishWords.slice(at * 30, at * 30 + 12);
        const text = [word, ...around].join(' ');
        const stems = new Set([stemOf(word)]);
        const found = finderOf(stems)(text).map(({ folded }) => folded);
        const right = byReadingAll(text, stems).map(({ folded }) => folded);
        return JSON.stringify(found) === JSON.stringify(right) ? [] : [word];
      });

    expect(missed).toEqual([]);
  });

  it('finds words whose stem is listed rather than made', () => {
    const words = [
      ...falseFriends.keys(),
      'women',
      'men',
      'taught',
      'stolen',
      'children',
      'licence',
    ];
    for (const word of words)
      expect(finderOf(new Set([stemOf(word)]))(`(${word})`)).toMatchObject([{ folded: word }]);
  });

  it.each([
    ["d'Arcy and D’Arcy’s house", 'darcy'],
    ["The child's, the CHILDREN’s, a step-child, grandchild", 'child'],
    ['naïve, Naive, NAÏVETÉ', 'naive'],
    ["don't, dont, don’t", "don't"],
    ['ﬁnding a finding, ²finding', 'finding'],
    ['agency–agencies—agency_agency', 'agency'],
    ['well-being, wellbeing, being', 'being'],
  ])('finds in “%s” what a whole reading finds', (text, word) => {
    const stems = new Set(wordsOf(word).map(({ folded }) => stemOf(folded)));
    const right = byReadingAll(text, stems);

    expect(right.length).toBeGreaterThan(0);
    expect(finderOf(stems)(text)).toEqual(right);
  });

  it('finds in any text what a whole reading finds', () => {
    const words = [
      'agency',
      'agencies',
      'able',
      'ability',
      "o'clock",
      'women',
      'woman',
      'é',
      'it’s',
    ];
    const pieces = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4 })));
    fc.assert(
      fc.property(pieces, fc.constantFrom(' ', "'", '-', ''), (given, between) => {
        const text = given.join(between);
        const stems = new Set(
          ['agency', 'able', "o'clock", 'women'].map((one) =>
            stemOf(wordsOf(one)[0]?.folded ?? ''),
          ),
        );
        expect(finderOf(stems)(text)).toEqual(byReadingAll(text, stems));
      }),
    );
  });
});
