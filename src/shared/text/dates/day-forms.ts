import { monthOf, monthPattern, ownMonthPattern } from './month-names.ts';

export interface Day {
  year: number;
  month: number;
  day: number;
}

/** Whether there is such a day. */
export const isDay = ({ year, month, day }: Day): boolean =>
  year >= 1000 &&
  year <= 9999 &&
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

interface DayForm {
  pattern: RegExp;
  /** May give a day that does not exist; null when the figures are no date at all. */
  read(match: string[]): Day | null;
  /** It names a month, and stands for its first day. */
  isMonth?: true;
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const weekday = `(?:(${weekdays.join('|')})[a-z]*\\.?,?\\s+)?`;

/** RFC 2822, 4.3: years of two digits up to 49 are of this century; publishers live longer. */
function yearOf(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

/** The British order, unless the weekday or the figures themselves say that it is the American one. */
function dayFirst(
  [first = '', second = '', year = '']: (string | undefined)[],
  said: string | undefined,
): Day {
  const british = { year: yearOf(year), month: Number(second), day: Number(first) };
  const american = { ...british, month: Number(first), day: Number(second) };
  const fits = ({ year, month, day }: Day) =>
    new Date(Date.UTC(year, month - 1, day)).getUTCDay() ===
    weekdays.indexOf((said ?? '').toLowerCase());
  if (!isDay(british)) return american;
  return said && !fits(british) && isDay(american) && fits(american) ? american : british;
}

const numbers = (year?: string, month?: string, day?: string): Day => ({
  year: yearOf(year ?? ''),
  month: Number(month),
  day: Number(day),
});

const named = (year?: string, word?: string, day?: string): Day => ({
  year: yearOf(year ?? ''),
  month: monthOf(word ?? ''),
  day: Number(day),
});

/** The day so many days after the first of January. */
function dayOfYear(year: number, ordinal: number): Day {
  const at = new Date(Date.UTC(year, 0, ordinal));
  const isIn = ordinal > 0 && at.getUTCFullYear() === year;
  return { year, month: isIn ? at.getUTCMonth() + 1 : 0, day: at.getUTCDate() };
}

/** A weekday (1 is Monday) of an ISO 8601 week; the week with 4 January is the first. */
function dayOfWeek(year: number, week: number, day: number): Day {
  const fourth = new Temporal.PlainDate(year, 1, 4);
  const monday = fourth.add({ days: (week - 1) * 7 + 1 - fourth.dayOfWeek });
  const at = monday.add({ days: day - 1 });
  const isIn = week > 0 && monday.add({ days: 3 }).year === year;
  return { year: at.year, month: isIn ? at.month : 0, day: at.day };
}

/** Behind a day, in English and Welsh. */
const ordinal = 'st|nd|rd|th|af|ail|il|ydd|fed|ed|eg|ain';

const form = (pattern: string, read: DayForm['read']): DayForm => ({
  pattern: new RegExp(pattern, 'giu'),
  read,
});

/** A year of two digits is one where the line ends or a time follows: "12 May 26 people" is none. */
const shortYear = String.raw`\d{2}(?=\s*(?:$|[),;]|\d{1,2}:))`;

/** Most certain first. Figures that one form has taken are not left for another to take in part. */
export const dayForms: DayForm[] = [
  form(
    String.raw`(?<![\d.-])(\d{4})([-/.])0?(\d{1,2})[-/.](\d{1,2})(?![\d])(?!-\d)`,
    ([, year, , month, day]) => numbers(year, month, day),
  ),
  form(
    String.raw`(?<!\d)(\d{4})[년年]\s*(\d{1,2})[월月]\s*(\d{1,2})[일日]`,
    ([, year, month, day]) => numbers(year, month, day),
  ),
  form(
    String.raw`(?<!\d)(\d{1,2})(?:${ordinal})?[\s.,/-]*(?:of\s+)?(${monthPattern})[\s.,/-]*(\d{4}(?!\d)|${shortYear})`,
    ([, day, word, year]) => named(year, word, day),
  ),
  form(
    String.raw`(?<!\p{L})(${monthPattern})[\s-]*(\d{1,2})(?:${ordinal})?(?:\s*,\s*|\s+|-)(\d{4})(?!\d)`,
    ([, word, day, year]) => named(year, word, day),
  ),
  form(
    String.raw`(?<!\d)(\d{4})[\s.,/-]+(${monthPattern})[\s.,/-]+(\d{1,2})(?:${ordinal})?(?!\d)`,
    ([, year, word, day]) => named(year, word, day),
  ),
  form(
    String.raw`${weekday}(?<![\d./-])(?<!\bv(?:ersion)?\.?\s*)(\d{1,2})([/.-])(\d{1,2})\3(\d{4})(?![\d])(?!-\d)`,
    ([, said, first, , second, year]) => dayFirst([first, second, year], said),
  ),
  form(
    String.raw`${weekday}(?<![\d./-])(?<!\bv(?:ersion)?\.?\s*)(\d{1,2})([/.-])(\d{1,2})\3(\d{2})(?![\d/-])(?!\.\d)`,
    ([, said, first, , second, year]) => dayFirst([first, second, year], said),
  ),
  // Spaces between figures are a date only where a weekday says so: else they are a telephone number.
  form(
    String.raw`(?<!\p{L})(${weekdays.join('|')})[a-z]*\.?,?\s+(\d{1,2})\s+(\d{1,2})\s+(\d{4})(?!\d)`,
    ([, said, first, second, year]) => dayFirst([first, second, year], said),
  ),
  {
    ...form(
      String.raw`(?<![\p{L}\d])(${ownMonthPattern})[\s,-]+(\d{4})(?=\s*[).]?\s*$)`,
      ([, word, year]) => named(year, word, '1'),
    ),
    isMonth: true,
  },
];

/** Forms that are a date only where nothing else stands in the text; the time may follow. */
export const wholeForms: DayForm[] = [
  form(String.raw`^(\d{4})(\d{2})(\d{2})(?=T|\s|$)`, ([, year, month, day]) =>
    numbers(year, month, day),
  ),
  form(String.raw`^(\d{4})-(\d{2})$`, ([, year, month]) => numbers(year, month, '1')),
  form(String.raw`^(\d{4})-(\d{3})(?=T|\s|$)`, ([, year, ordinal]) =>
    dayOfYear(Number(year), Number(ordinal)),
  ),
  form(String.raw`^(\d{4})-?W(\d{2})(?:-?([1-7]))?(?=T|\s|$)`, ([, year, week, day = '1']) =>
    dayOfWeek(Number(year), Number(week), Number(day)),
  ),
  form(String.raw`^(1[5-9]\d\d|20\d\d)$`, ([, year]) => numbers(year, '1', '1')),
];
