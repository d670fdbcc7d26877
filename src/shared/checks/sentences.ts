import type { Part } from './quoted-parts.ts';

const segmenter = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

/** The sentences of a text, by the rules of Unicode (UAX 29). */
export const sentencesOf = (text: string): Part[] =>
  Array.from(segmenter.segment(text), ({ index, segment }) => ({
    start: index,
    end: index + segment.length,
  }));
