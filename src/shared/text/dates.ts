import { type Day, dayForms, isDay, wholeForms } from './dates/day-forms.ts';
import { monthPattern, withoutAccents } from './dates/month-names.ts';
import { offsetIn, timeBeside } from './dates/time-beside.ts';

/** Longer texts are no dates, whatever stands in them. */
const longest = 120;

/** "Sun Jan  4 16:29:06 2004", with or without a zone before the year: the form of asctime and date. */
const asctime = new RegExp(
  String.raw`(?<!\p{L})(${monthPattern})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+((?:[+-]\d{4}|[A-Z]{2,4})\s+)?(\d{4})(?!\d)`,
  'iu',
);

/** Seconds, or milliseconds, since 1970, of this century. */
function fromEpoch(text: string): Date | null {
  if (!/^\d{10}(\d{3})?$/.test(text)) return null;
  const at = new Date(Number(text) * (text.length === 10 ? 1000 : 1));
  return at.getUTCFullYear() > 2000 && at.getUTCFullYear() < 2100 ? at : null;
}

/** Compact forms with their signs put back: D:20260918093000+01'00' (ISO 32000), 20260918T0930Z. */
const spelledOut = (text: string) =>
  text
    .replace(/^D:(?=\d{8})/, '')
    .replace(
      /^(\d{8})T?(\d{2})(\d{2})(\d{2})?(?=$|[Z+-])/i,
      (_, day, hour, minute, second = '00') => `${day}T${hour}:${minute}:${second}`,
    )
    .replace(/([+-]\d{2})'(\d{2})'?$/, '$1:$2')
    .replace(asctime, '$2 $1 $5 $3 $4');

/** @returns null for a time or zone that cannot be */
function instantOf(day: Day, beside: { before: string; after: string }): Date | null {
  const time = timeBeside(beside);
  if (!time) return null;
  const at = Date.UTC(day.year, day.month - 1, day.day) + time.milliseconds;
  const offset = offsetIn(time.rest, at);
  return offset === null ? null : new Date(at - offset * 60_000);
}

/**
 * The instant that a date names, in the many ways publishers write them: RFC 822, ISO 8601, asctime,
 * seconds since 1970, "3 September 2026", "03/09/2026" (day first), Welsh and other months. Of several
 * in a line the first that can be counts. A date without a zone counts as UTC, a month or a year
 * alone as its first day.
 *
 * @returns null when it is no date, or an impossible one (31 June, 25 o'clock)
 */
export function readDate(text: string): Date | null {
  const given = withoutAccents(text.replace(/\p{Cf}/gu, ''))
    .replace(/\s+/g, ' ')
    .trim();
  if (!given || given.length > longest) return null;
  const epoch = fromEpoch(given);
  if (epoch) return epoch;

  let rest = spelledOut(given);
  for (const { pattern, read } of [...wholeForms, ...dayForms]) {
    for (const match of rest.matchAll(pattern)) {
      const day = read([...match]);
      const end = match.index + match[0].length;
      if (day && isDay(day)) {
        return instantOf(day, { before: rest.slice(0, match.index), after: rest.slice(end) });
      }
      // Nobody else may read a part of it: "31 June 2026" is not June 2026.
      rest = `${rest.slice(0, match.index)}${'#'.repeat(match[0].length)}${rest.slice(end)}`;
    }
  }
  return null;
}
