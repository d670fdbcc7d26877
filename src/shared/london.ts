/** Days and weeks as people in England count them, whatever zone the server is in. */

const zone = 'Europe/London';

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Minutes that London is ahead of UTC at this instant: 0 or 60. */
function offsetMinutes(at: Date): number {
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  const local = Date.UTC(
    Number(part.year),
    Number(part.month) - 1,
    Number(part.day),
    Number(part.hour),
    Number(part.minute),
    Number(part.second),
  );
  return Math.round((local - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

/** The London day of an instant, "YYYY-MM-DD". */
export function londonDay(at: Date): string {
  return new Date(at.getTime() + offsetMinutes(at) * 60_000).toISOString().slice(0, 10);
}

/**
 * The instant at which London clocks show this time on this day. On the Sunday the clocks go
 * forward, a time in the missing hour means the hour after it.
 *
 * @param day "YYYY-MM-DD"
 * @param time "HH:MM"
 */
export function londonInstant(day: string, time = '00:00'): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const guess = new Date(asUtc - offsetMinutes(new Date(asUtc)) * 60_000);
  return new Date(asUtc - offsetMinutes(guess) * 60_000);
}

/** The day this many days later (or earlier), "YYYY-MM-DD". */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export interface Week {
  /** ISO 8601, "2026-W38". */
  week: string;
  /** Monday and Sunday, "YYYY-MM-DD". */
  startsOn: string;
  endsOn: string;
}

/** The ISO 8601 week that a day lies in. */
export function weekOf(day: string): Week {
  const date = new Date(`${day}T12:00:00Z`);
  const weekday = (date.getUTCDay() + 6) % 7;
  const startsOn = addDays(day, -weekday);
  // The week belongs to the year that its Thursday lies in (ISO 8601).
  const thursday = addDays(startsOn, 3);
  const year = Number(thursday.slice(0, 4));
  const dayOfYear =
    (Date.parse(`${thursday}T12:00:00Z`) - Date.parse(`${year}-01-01T12:00:00Z`)) / 86_400_000;
  const number = Math.floor(dayOfYear / 7) + 1;
  return {
    week: `${year}-W${String(number).padStart(2, '0')}`,
    startsOn,
    endsOn: addDays(startsOn, 6),
  };
}

/** The days of an ISO 8601 week such as "2026-W38"; null if there is no such week. */
export function daysOfWeek(week: string): Week | null {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!match) return null;
  // 4 January always lies in week 1.
  const first = weekOf(`${match[1]}-01-04`);
  const found = weekOf(addDays(first.startsOn, (Number(match[2]) - 1) * 7));
  return found.week === week ? found : null;
}

const longDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** "20 September 2026". */
export function inWords(day: string): string {
  return longDay.format(new Date(`${day}T12:00:00Z`));
}

/** "20 September", for where the year is plain. */
export function inWordsWithoutYear(day: string): string {
  return inWords(day).replace(/ \d{4}$/, '');
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
  return briefDay.format(new Date(`${day}T12:00:00Z`)).replace('Sept', 'Sep');
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
