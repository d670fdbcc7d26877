import { addDays, londonInstant } from '../london.ts';

/** Three months of the calendar year, as London counts days. */
export interface Quarter {
  /** "2026-Q3". */
  quarter: string;
  /** First and last day, "YYYY-MM-DD". */
  startsOn: string;
  endsOn: string;
  /** From its first instant up to, and not including, that of the next. */
  from: Date;
  until: Date;
  /** "July to September 2026". */
  words: string;
}

const monthsOf = [
  'January to March',
  'April to June',
  'July to September',
  'October to December',
] as const;

const firstDay = (year: number, number: number) =>
  `${String(year).padStart(4, '0')}-${String(number * 3 - 2).padStart(2, '0')}-01`;

function quarterAt(year: number, number: number): Quarter {
  const startsOn = firstDay(year, number);
  const next = number === 4 ? firstDay(year + 1, 1) : firstDay(year, number + 1);
  return {
    quarter: `${String(year).padStart(4, '0')}-Q${number}`,
    startsOn,
    endsOn: addDays(next, -1),
    from: londonInstant(startsOn),
    until: londonInstant(next),
    words: `${monthsOf[number - 1]} ${year}`,
  };
}

/** The quarter that a day ("YYYY-MM-DD") lies in. */
export const quarterOf = (day: string): Quarter =>
  quarterAt(Number(day.slice(0, 4)), Math.ceil(Number(day.slice(5, 7)) / 3));

/** The days of a quarter such as "2026-Q3"; null if there is no such quarter. */
export function daysOfQuarter(name: string): Quarter | null {
  const match = /^(\d{4})-Q([1-4])$/.exec(name);
  return match && Number(match[1]) > 0 ? quarterAt(Number(match[1]), Number(match[2])) : null;
}

/** The quarter this many before (or, below zero, after) another one. */
export function quartersBefore({ startsOn }: Pick<Quarter, 'startsOn'>, count: number): Quarter {
  const at = Number(startsOn.slice(0, 4)) * 4 + Math.ceil(Number(startsOn.slice(5, 7)) / 3) - 1;
  const wanted = at - count;
  return quarterAt(Math.floor(wanted / 4), (wanted % 4) + 1);
}
