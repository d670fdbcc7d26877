import type { Features } from './features.ts';

/** A logistic sum: what each feature adds, and where it begins. */
export interface Sum {
  bias: number;
  of: Readonly<Partial<Record<keyof Features, number>>>;
}

/** How entries are chosen for something that is asked about. */
export interface Weighing {
  /** Whether this entry. */
  entry: Sum;
  /** Whether any entry at all; null: as sure as of the best. */
  any: Sum | null;
  /** The least chance with which an entry is shown, and with which anything is. */
  leastEntry: number;
  leastAny: number;
  /** From which chance on it is said to be sure. */
  strong: number;
}

/**
 * Learnt by logistic regression (ridge 3, for lines 10) from half A of the labelled sets, 51 lines and 72
 * publications beside 38 entries; `docs/what-bears-on-what.md` has what came of it where items were left
 * out in turn, and what else was tried. What people decided (`history`) is in no labelled set: its weight is
 * chosen so that something as good as the same text is shown, or not shown any more.
 */
const history = 8;

const any: Sum = { bias: -5.474, of: { plainBest: 14.318, wordsStandOut: -0.0612, history: 0 } };

export const weighings = {
  publication: {
    entry: {
      bias: -10.432,
      of: {
        near: 9.012,
        nearGap: 3.289,
        headNear: -2.546,
        cover: 19.973,
        coverGap: -1.511,
        themes: 1.959,
        plainBest: -1.837,
        subject: 7.714,
        history,
      },
    },
    any,
    leastEntry: 0.09,
    leastAny: 0.3,
    strong: 0.35,
  },
  line: {
    entry: {
      bias: -4.021,
      of: {
        near: 6.495,
        nearGap: 4.617,
        headNear: 5.564,
        cover: 1.73,
        coverGap: 4.09,
        plainBest: 2.239,
        subject: -3.256,
        history,
      },
    },
    any,
    leastEntry: 0.02,
    leastAny: 0.35,
    strong: 0.2,
  },
  publicationByWords: {
    entry: {
      bias: -6.285,
      of: {
        cover: 21.69,
        coverGap: -0.924,
        headCover: 1.922,
        ranked: -0.034,
        rankedGap: 0.081,
        themes: 2.061,
      },
    },
    any: null,
    leastEntry: 0.1,
    leastAny: 0,
    strong: 0.35,
  },
  lineByWords: {
    entry: {
      bias: -3.279,
      of: { cover: 2.687, coverGap: 4.723, headCover: 2.687, ranked: 0.097, rankedGap: 0.053 },
    },
    any: null,
    leastEntry: 0.05,
    leastAny: 0,
    strong: 0.2,
  },
} as const satisfies Record<string, Weighing>;
