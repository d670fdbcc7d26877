/** Days and weeks as people in England count them, whatever zone the server is in. */

const zone = 'Europe/London';

/**
 * A day as a calendar date. One that does not exist, as sources do write ("2026-02-31"), is the day
 * that it runs over to, and a month is its first: a page that names it must not fail.
 */
const dateOf = (day: string): Temporal.PlainDate =>
  Temporal.PlainYearMonth.from(day.slice(0, 7))
    .toPlainDate({ day: 1 })
    .add({ days: Number(day.slice(8) || 1) - 1 });

const inLondon = (at: Date): Temporal.ZonedDateTime =>
  at.toTemporalInstant().toZonedDateTimeISO(zone);

/** The London day of an instant, "YYYY-MM-DD". */
export function londonDay(at: Date): string {
  return inLondon(at).toPlainDate().toString();
}

/** The hour that London clocks show at an instant, 0 to 23. */
export function londonHour(at: Date): number {
  return inLondon(at).hour;
}

/**
 * The instant at which London clocks show this time on this day. On the Sunday the clocks go
 * forward, a time in the missing hour means the hour after it; on the Sunday they go back, a time
 * that comes twice means the second.
 *
 * @param day "YYYY-MM-DD"
 * @param time "HH:MM"
 */
export function londonInstant(day: string, time = '00:00'): Date {
  const local = dateOf(day).toPlainDateTime(time);
  return new Date(local.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds);
}

/** The day this many days later (or earlier), "YYYY-MM-DD". */
export function addDays(day: string, days: number): string {
  return dateOf(day).add({ days }).toString();
}

/** The day this many months later, "YYYY-MM-DD"; the last of a month that has no such day. */
export function addMonths(day: string, months: number): string {
  return dateOf(day).add({ months }).toString();
}

/** How many days later the second day is than the first; below zero where it is earlier. */
export function daysBetween(first: string, second: string): number {
  return dateOf(first).until(dateOf(second), { largestUnit: 'day' }).days;
}

export interface Week {
  /** ISO 8601, "2026-W38". */
  week: string;
  /** Monday and Sunday, "YYYY-MM-DD". */
  startsOn: string;
  endsOn: string;
}

function weekAround(date: Temporal.PlainDate): Week {
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  return {
    week: `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`,
    startsOn: monday.toString(),
    endsOn: monday.add({ days: 6 }).toString(),
  };
}

/** The ISO 8601 week that a day lies in. */
export function weekOf(day: string): Week {
  return weekAround(dateOf(day));
}

/** The days of an ISO 8601 week such as "2026-W38"; null if there is no such week. */
export function daysOfWeek(week: string): Week | null {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!match) return null;
  // 4 January always lies in week 1.
  const first = dateOf(`${match[1]}-01-04`);
  const found = weekAround(first.add({ weeks: Number(match[2]) - 1 }));
  return found.week === week ? found : null;
}

/** For Intl, which writes an instant ten times as fast as a `PlainDate`. */
const noonOf = (day: string): number =>
  dateOf(day).toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' }).epochMilliseconds;

const longDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** "20 September 2026". */
export function inWords(day: string): string {
  return longDay.format(noonOf(day));
}

/** "20 September", for where the year is plain. */
export function inWordsWithoutYear(day: string): string {
  return inWords(day).replace(/ \d{4}$/, '');
}

const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' });

/** "Tuesday". */
export function weekdayInWords(day: string): string {
  return weekday.format(noonOf(day));
}

const briefDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** "20 Sep 2026", for the narrow columns of a table. */
export function inBrief(day: string): string {
  // In British English September is "Sept": the only one of four letters.
  return briefDay.format(noonOf(day)).replace('Sept', 'Sep');
}

const time = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
});

/** "20 September 2026 at 7:05am". */
export function instantInWords(at: Date): string {
  return `${inWords(londonDay(at))} at ${time.format(at).replace(/\s/g, '').toLowerCase()}`;
}
