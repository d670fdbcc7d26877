import { describe, expect, it } from 'vitest';
import { readRecommendations } from '#shared/text/lists/recommendation-lines.ts';

const read = (text: string) =>
  readRecommendations(text).lines.map(({ number, text }) => `${number} | ${text}`);

describe('a list of recommendations', () => {
  it('is understood by its numbers, however they are written, with lines that go on', () => {
    expect(
      read(
        '1.\tTrain all staff\nwithin a year.\n\n2) Open a line.\n(3) Publish the profile.\nRecommendation 4: Report.',
      ),
    ).toEqual([
      '1 | Train all staff within a year.',
      '2 | Open a line.',
      '3 | Publish the profile.',
      '4 | Report.',
    ]);
  });

  it('makes a line of each sub-clause, behind the words that lead into it', () => {
    expect(
      read('1. The Council should:\n(a) train drivers;\n(b) inspect\nhotels.\n2. Report yearly.'),
    ).toEqual([
      '1(a) | The Council should train drivers;',
      '1(b) | The Council should inspect hotels.',
      '2 | Report yearly.',
    ]);
  });

  it('keeps a demand that its sub-clauses only add to', () => {
    expect(read('1. Publish a profile.\n a) with maps\n2. Report.')).toEqual([
      '1 | Publish a profile.',
      '1(a) | Publish a profile. with maps',
      '2 | Report.',
    ]);
  });

  it('leaves out headings, and numbers what has no number', () => {
    expect(read('Recommendations for the police\n\nTrain officers.\n\nRecord ethnicity.')).toEqual([
      '1 | Train officers.',
      '2 | Record ethnicity.',
    ]);
    expect(read('- Train officers.\n- Record ethnicity.')).toHaveLength(2);
    expect(read('Train officers.\nRecord ethnicity.')).toHaveLength(2);
  });

  it('is read from a table with headings', () => {
    expect(
      read('No,Recommendation,Owner\nR1,"Train officers, yearly",Police\nR2,Report,Board'),
    ).toEqual(['R1 | Train officers, yearly', 'R2 | Report']);
  });

  it.each(['', '   \n\n', '1.\n2.\n', '—'])('is empty where %j is all there is', (text) => {
    expect(readRecommendations(text)).toEqual({ lines: [], left: 0 });
  });

  it('says how many lines it left out', () => {
    const text = Array.from({ length: 305 }, (_, at) => `${at + 1}. Do thing number ${at}.`).join(
      '\n',
    );

    expect(readRecommendations(text).left).toBe(5);
  });
});
