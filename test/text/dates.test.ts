import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate } from '#shared/text/dates.ts';

const corpus = '../shared/corpora/dates/dates.json';

it.each([
  ['Tue, 01 Sep 2026 10:00:00 BST', '2026-09-01T09:00:00.000Z'],
  ['2026-09-18T09:30:00Z', '2026-09-18T09:30:00.000Z'],
  ['3 September 2026', '2026-09-03T00:00:00.000Z'],
  ['01/02/2024', '2024-02-01T00:00:00.000Z'],
  ['September 2026', '2026-09-01T00:00:00.000Z'],
  ['18 Sept 2026 at 4:30pm', '2026-09-18T16:30:00.000Z'],
  ['Fri, 28 May 10 21:03:38 +0100', '2010-05-28T20:03:38.000Z'],
])('reads %s', (text, instant) => {
  expect(readDate(text)?.toISOString()).toBe(instant);
});

it.each(['', 'soon', '31 June 2026', '2026-02-30', '2003-12-31T25:14:55Z', '12'])(
  'takes %j for no date',
  (text) => {
    expect(readDate(text)).toBeNull();
  },
);

it('reads back what it is given, and never throws', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      (date) => {
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
        expect(readDate(whole.toUTCString())?.getTime()).toBe(whole.getTime());
        expect(readDate(whole.toISOString())?.getTime()).toBe(whole.getTime());
      },
    ),
  );
  fc.assert(fc.property(fc.string(), (text) => void readDate(text)));
});

describe.skipIf(!existsSync(corpus))('the corpus of dates (skipped where it is absent)', () => {
  it('is read to at least 95 per cent', () => {
    const { cases } = JSON.parse(readFileSync(corpus, 'utf8')) as {
      cases: { input: string; expected: string | null }[];
    };

    const right = cases.filter(({ input, expected }) => {
      const read = readDate(input);
      if (expected === 'any-or-null') return true;
      if (expected === 'any') return read !== null;
      if (expected === null) return read === null;
      return read !== null && Math.abs(read.getTime() - Date.parse(expected)) < 1000;
    });

    expect(right.length / cases.length).toBeGreaterThanOrEqual(0.95);
  });
});
