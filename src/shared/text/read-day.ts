/** Days as people and spreadsheets of this country write them. */

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** A month by its name or the beginning of it, of at least three letters ("Sept"); NaN if it is none. */
function monthOf(word: string): number {
  const name = word.toLowerCase().replace(/\.$/, '');
  const at = name.length < 3 ? -1 : months.findIndex((month) => month.startsWith(name));
  return at < 0 ? Number.NaN : at + 1;
}

/** Two figures are a year of this century up to 69, as Excel has it for anything that is to come. */
const yearOf = (digits: string) =>
  digits.length === 2 ? (Number(digits) < 70 ? 2000 : 1900) + Number(digits) : Number(digits);

interface Parts {
  year: number;
  month: number;
  day: number;
}

/** A day, all of the text; what a spreadsheet adds to it (weekday, midnight) is taken away before. */
const forms: [RegExp, (found: string[]) => Parts][] = [
  [
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
    ([, year = '', month, day]) => ({ year: Number(year), month: Number(month), day: Number(day) }),
  ],
  [
    /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/,
    ([, day, month, year = '']) => ({ year: yearOf(year), month: Number(month), day: Number(day) }),
  ],
  [
    /^(\d{1,2})(?:st|nd|rd|th)?(?: of)?[-/., ]*([a-z]{3,9}\.?)[-/., ]*(\d{4}|\d{2})$/i,
    ([, day, month = '', year = '']) => ({
      year: yearOf(year),
      month: monthOf(month),
      day: Number(day),
    }),
  ],
  [
    /^([a-z]{3,9}\.?)[- ]*(\d{1,2})(?:st|nd|rd|th)?,? *(\d{4})$/i,
    ([, month = '', day, year = '']) => ({
      year: Number(year),
      month: monthOf(month),
      day: Number(day),
    }),
  ],
];

/** Other days are slips of the pen. */
export const earliestDay = '1900-01-01';
export const latestDay = '2200-12-31';

const exists = ({ year, month, day }: Parts) =>
  year >= Number(earliestDay.slice(0, 4)) &&
  year <= Number(latestDay.slice(0, 4)) &&
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

const two = (number: number) => String(number).padStart(2, '0');

const example = 'Write it like 2026-09-30 or 30/09/2026.';

/** Why a text is no day, as a sentence. */
function whyNot(text: string, found: Parts | undefined): string {
  if (/^\d{5}(\.\d+)?$/.test(text))
    return `“${text}” is Excel’s own number for a date. Format the column as dates and save the file again.`;
  if (!found || Number.isNaN(found.month)) return `“${text}” is not a date. ${example}`;
  if (found.month > 12 && found.day <= 12)
    return `“${text}” has the month first, or no such month. ${example}`;
  return `“${text}” is not a date that can be. ${example}`;
}

/**
 * The day that a text names and nothing else: "2026-09-30", "30/09/2026" (day first, always),
 * "30-Sep-26", "Wednesday, 30 September 2026", "2026-09-30 00:00:00" (the time is passed over).
 *
 * @returns the day as "YYYY-MM-DD", or the sentence that says why it is none
 */
export function readDay(given: string): { value: string } | { problem: string } {
  const text = given
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  const bare = text
    .replace(/^(mon|tue(s)?|wed(nes)?|thu(r|rs)?|fri|sat(ur)?|sun)(day)?[,.]?\s+/i, '')
    .replace(/[ T]([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.0+)?)?$|[ T]00:00:00(\.0+)?Z$/, '');
  let found: Parts | undefined;
  for (const [form, read] of forms) {
    const match = form.exec(bare);
    if (match) {
      found = read([...match]);
      break;
    }
  }
  if (!found || !exists(found)) return { problem: whyNot(text, found) };
  return { value: `${found.year}-${two(found.month)}-${two(found.day)}` };
}
