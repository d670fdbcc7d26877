import { describe, expect, it } from 'vitest';
import { withoutRunningLines } from '#worker/contents/running-lines.ts';
import { splitPassages } from '#worker/contents/split-passages.ts';

const body = (number: number) =>
  `What the panel heard in meeting ${number * 7}. It was written down.`;

/** A document of so many pages, each of which reads as it is told. */
const pages = (count: number, read: (number: number) => string[]) =>
  Array.from({ length: count }, (_, at) => ({
    number: at + 1,
    text: read(at + 1).join('\n\n'),
    headings: [],
  }));

const texts = (...given: Parameters<typeof pages>) =>
  splitPassages(withoutRunningLines(pages(...given))).map(({ text }) => text);

describe('what runs through the pages of a document', () => {
  it('stays where it stands first, and nowhere else', () => {
    const found = texts(12, (number) => [
      'Local child safeguarding practice review: Child R',
      body(number),
      `Page ${number} of 12`,
    ]);
    expect(found[0]).toBe(
      `Local child safeguarding practice review: Child R\n\n${body(1)}\n\nPage 1 of 12`,
    );
    expect(found.slice(1)).toEqual(Array.from({ length: 11 }, (_, at) => body(at + 2)));
  });

  it('is known where left and right pages, and chapters, have heads of their own', () => {
    const found = texts(20, (number) => [
      number % 2 ? 'Child R' : number < 10 ? 'Part 1: What happened' : 'Part 2: What was learnt',
      body(number),
    ]).join('\n');
    expect(found.match(/Child R/g)).toHaveLength(1);
    expect(found.match(/Part 1/g)).toHaveLength(1);
    expect(found.match(/Part 2/g)).toHaveLength(1);
  });

  it('is known by a page number that is printed otherwise than it is counted', () => {
    const found = texts(8, (number) => [body(number), `${number + 4} | Annual report 2024`]);
    expect(found.filter((text) => text.includes('Annual report'))).toHaveLength(1);
  });

  it('takes nothing away that is numbered by itself', () => {
    const recommendations = texts(9, (number) =>
      number % 2 ? [`Recommendation ${(number + 1) / 2}`, body(number)] : [body(number)],
    );
    expect(recommendations.join('\n').match(/Recommendation \d/g)).toHaveLength(5);
  });

  it('takes nothing from within a page, from long paragraphs, or from two pages', () => {
    const long = `${'The partnership should say what changes. '.repeat(5)}`.trim();
    expect(
      texts(6, () => [long])
        .join(' ')
        .split(long),
    ).toHaveLength(7);
    const within = texts(6, (number) => [
      body(number),
      body(number + 50),
      'Key finding',
      body(number + 100),
      body(number + 150),
    ]);
    expect(within.join(' ').match(/Key finding/g)).toHaveLength(6);
    expect(
      texts(2, () => ['Child R', 'Text of a page.'])
        .join(' ')
        .match(/Child R/g),
    ).toHaveLength(2);
  });
});
