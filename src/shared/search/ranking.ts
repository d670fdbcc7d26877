/** What every engine agrees on when it orders what it found. */

/** With fewer publications than this that have all the words, those with some follow. */
export const enough = 50;

/** How much a word counts by where it stands. */
export const fieldWeights = {
  title: 3,
  headings: 2,
  summary: 1.5,
  concepts: 2,
  body: 1,
} as const;
