import { hour } from '#shared/text/durations.ts';

/** When to ask again. All functions are pure: time and chance are passed in. */

/** Between an hour and a week: `intervalHours` of a source always lies in this. */
export const shortestInterval = 1;
export const longestInterval = 168;

const within = (hours: number) => Math.min(longestInterval, Math.max(shortestInterval, hours));

/** A little earlier or later, so that sources do not all come due at once. `chance` in [0, 1). */
const jittered = (milliseconds: number, chance: number) => milliseconds * (0.9 + chance * 0.2);

/**
 * The interval after a successful scan: shorter when something new came, longer when not.
 *
 * @param hours the interval until now
 */
export function nextInterval(hours: number, isNews: boolean): number {
  return within(isNews ? hours / 2 : hours * 1.25);
}

/** When a source that was read is due again; a source may ask for a longer rest. */
export function dueAfterSuccess(
  at: Date,
  intervalHours: number,
  restHours: number | null,
  chance: number,
): Date {
  const hours = Math.max(within(intervalHours), Math.min(longestInterval, restHours ?? 0));
  return new Date(at.getTime() + jittered(hours * hour, chance));
}

/**
 * When a source that failed is tried again: after ten minutes, doubling up to a day; it never
 * gives up. A Retry-After that asks for longer is honoured, up to a week.
 */
export function dueAfterFailure(
  at: Date,
  failures: number,
  retryAfterSeconds: number | null,
  chance: number,
): Date {
  const wait = Math.min(24 * hour, (hour / 6) * 2 ** Math.min(failures - 1, 10));
  const asked = Math.min((retryAfterSeconds ?? 0) * 1000, longestInterval * hour);
  return new Date(at.getTime() + Math.max(jittered(wait, chance), asked));
}

/**
 * When a publication that could not be read is tried again: a minute, ten minutes, then an hour,
 * six hours, a day, and every week from then on.
 */
export function candidateDueAfterFailure(
  at: Date,
  attempts: number,
  retryAfterSeconds: number | null,
  chance: number,
): Date {
  const waits = [hour / 60, hour / 6, hour, 6 * hour, 24 * hour];
  const wait = waits[attempts - 1] ?? longestInterval * hour;
  const asked = Math.min((retryAfterSeconds ?? 0) * 1000, longestInterval * hour);
  return new Date(at.getTime() + Math.max(jittered(wait, chance), asked));
}
