import { describe, expect, it } from 'vitest';
import { conceptTerms } from '#shared/database/load-vocabulary.ts';
import { findBearings } from '#shared/text/bearing/find-bearings.ts';
import { voicesInWords } from '#shared/text/bearing/in-words.ts';
import { partsOfLine, partsOfPublication, partsToRead } from '#shared/text/bearing/parts-of.ts';
import { type EntryGiven, openPlanSpace } from '#shared/text/bearing/plan-space.ts';
import { keysOf, namesOf, termsOf } from '#shared/text/bearing/terms.ts';

const names = namesOf([
  conceptTerms({
    id: 'rhi',
    label: 'Return home interviews',
    facet: 'theme',
    synonyms: ['return home interview'],
    abbreviations: ['RHI'],
  }),
]);

const entry = (id: number, text: string, more: Partial<EntryGiven> = {}): EntryGiven => ({
  id,
  text,
  successMeasure: null,
  themes: [],
  vectors: null,
  examples: { accepted: [], rejected: [] },
  ...more,
});

const entries = [
  entry(1, 'Offer every child a return home interview within 72 hours.', { themes: ['rhi'] }),
  entry(2, 'Train hotel staff to notice exploitation at night.'),
  entry(3, 'Publish a yearly summary of the problem profile.'),
  entry(4, 'Set a protected budget for specialist posts.'),
];

const publication = (title: string, text: string) => ({
  title,
  summary: null,
  passages: [{ page: 3, text }],
});

/** A vector of length 1 in three dimensions. */
const towards = (...values: number[]) => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (one) => one / length);
};

describe('the words of two texts', () => {
  it('are the same where one names a concept by its abbreviation', () => {
    const one = keysOf(termsOf('An RHI was held.', names));
    const other = keysOf(termsOf('Return home interviews', names));

    expect([...one].filter((key) => other.has(key))).toEqual(['concept:rhi']);
  });

  it('leave out what says nothing: articles, numbers, single letters', () => {
    expect([...keysOf(termsOf('The 72 hours of a night', names))]).toEqual(['hour', 'night']);
  });
});

describe('without a model', () => {
  const space = openPlanSpace(entries, names);
  const ask = (title: string, text: string, themes: string[] = []) =>
    findBearings(space, 'publication', {
      parts: partsOfPublication(space, publication(title, text)),
      themes: new Set(themes),
      vectors: null,
    });

  it('words alone find an entry, with the passage, its page and the words as they stand there', () => {
    const found = ask('A note', 'Of RHIs nine in ten were held within 72 hours of the offer.', [
      'rhi',
    ]);

    expect(found[0]).toMatchObject({
      entryId: 1,
      voices: ['words', 'themes'],
      page: 3,
      passage: 'Of RHIs nine in ten were held within 72 hours of the offer.',
    });
    expect(found[0]?.words).toEqual(expect.arrayContaining(['hours', 'offer']));
  });

  it('nothing is found where nothing bears', () => {
    expect(ask('Taxi fares', 'The fare for the first mile rises to four pounds in April.')).toEqual(
      [],
    );
  });

  it('nothing is found in a plan without entries', () => {
    const empty = openPlanSpace([], names);
    const asked = { parts: partsOfLine(empty, 'Train staff.'), themes: new Set<string>() };

    expect(findBearings(empty, 'line', { ...asked, vectors: null })).toEqual([]);
  });

  it('a line is answered by the entry that has its words', () => {
    const parts = partsOfLine(space, 'That hotel staff be trained to notice exploitation.');

    const [first] = findBearings(space, 'line', { parts, themes: new Set(), vectors: null });

    expect(first?.entryId).toBe(2);
    expect(first?.words.map((word) => word.toLowerCase())).toContain('hotel');
  });
});

describe('with a model', () => {
  const vectorsOf = (vector: Float32Array) => ({ text: vector, whole: vector });
  const spaceWith = (examples: EntryGiven['examples'] = { accepted: [], rejected: [] }) =>
    openPlanSpace(
      [
        entry(1, 'Alpha bravo.', { vectors: vectorsOf(towards(1, 0.2, 0.2)), examples }),
        entry(2, 'Charlie delta.', { vectors: vectorsOf(towards(0.2, 1, 0.2)) }),
        entry(3, 'Echo foxtrot.', { vectors: vectorsOf(towards(0.2, 0.2, 1)) }),
      ],
      names,
    );
  const ask = (space: ReturnType<typeof spaceWith>, vector: Float32Array) => {
    const parts = partsOfLine(space, 'Other words altogether.');
    const vectors = new Map(parts.map(({ text }) => [text, vector]));
    return findBearings(space, 'line', { parts, themes: new Set(), vectors });
  };

  it('what means the same is found without a word in common, and says that meaning spoke', () => {
    const [first] = ask(spaceWith(), towards(0.3, 1, 0.2));

    expect(first).toMatchObject({ entryId: 2, voices: ['meaning'], words: [], passage: null });
  });

  it('what is about something else altogether is answered by nothing', () => {
    expect(ask(spaceWith(), towards(-1, -0.2, -0.5))).toEqual([]);
  });

  it('what people accepted for an entry brings it forward, and what they rejected takes it back', () => {
    const like = towards(0.8, 0.9, 0.1);
    const orderOf = (space: ReturnType<typeof spaceWith>) =>
      ask(space, like).map(({ entryId }) => entryId);

    expect(orderOf(spaceWith())[0]).toBe(2);
    expect(orderOf(spaceWith({ accepted: [like], rejected: [] }))[0]).toBe(1);
    const scoreOf = (space: ReturnType<typeof spaceWith>) =>
      ask(space, like).find(({ entryId }) => entryId === 1)?.score ?? 0;
    const refused = spaceWith({ accepted: [], rejected: [like] });
    expect(scoreOf(refused)).toBeLessThan(scoreOf(spaceWith()));
  });
});

it('a long report is read where most of an entry’s words stand, and not in all its parts', () => {
  const space = openPlanSpace(entries, names);
  const passages = Array.from({ length: 60 }, (_, at) => ({
    page: at + 1,
    text:
      at === 40 ? 'Hotel staff notice exploitation at night.' : 'The weather was fine on that day.',
  }));

  const read = partsToRead(partsOfPublication(space, { title: 'Report', summary: null, passages }));

  expect(read).toHaveLength(13);
  expect(read[1]).toMatchObject({ page: 41 });
});

it('voices are said in words', () => {
  expect(voicesInWords(['words', 'themes'])).toBe('Found by words and shared themes.');
  expect(voicesInWords([])).toBeNull();
});
