import { day } from './durations.ts';
/**
 * Median days between the days on which something was published.
 *
 * @param dates "YYYY-MM-DD"; what has no date is passed over
 * @returns null when fewer than three different days are known
 */
export function everyDays(dates: (string | null)[]): number | null {
  const days = [...new Set(dates.filter((date): date is string => !!date))].sort().reverse();
  if (days.length < 3) return null;
  const gaps = days
    .slice(1)
    .map((earlier, at) => (Date.parse(days[at] ?? earlier) - Date.parse(earlier)) / day)
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? null;
}

/** "every day", "every 12 days": a rhythm in words. */
export const rhythmInWords = (days: number): string =>
  days < 1.5 ? 'every day' : `every ${Math.round(days)} days`;
