/** Counts of people below this could tell who they are. */
const fewest = 10;

/** A number of a figure as everybody sees it. */
export interface FigureNumber {
  /** Null where it is not told. */
  value: number | null;
  words: string;
}

const inFigures = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** A number; of a small count of people only that it is small. It never leaves the program otherwise. */
export const shownNumber = (value: number, countsPeople: boolean): FigureNumber =>
  countsPeople && value < fewest
    ? { value: null, words: `fewer than ${fewest}` }
    : { value, words: inFigures.format(value) };
