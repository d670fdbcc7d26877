import { dayForms, isDay } from './day-forms.ts';
import { withoutAccents } from './month-names.ts';

/** Characters that are looked at. */
const mostText = 4000;

/**
 * The first day that a stretch of text names, "YYYY-MM-DD"; a month or a year without a day is none.
 *
 * @returns null when it names none
 */
export function findDay(text: string): string | null {
  let rest = withoutAccents(text.slice(0, mostText).replace(/\p{Cf}/gu, ''));
  let first: { at: number; day: string } | null = null;
  for (const { pattern, read, isMonth } of dayForms) {
    if (isMonth) continue;
    for (const match of rest.matchAll(pattern)) {
      const day = read([...match]);
      if (day && isDay(day) && (!first || match.index < first.at)) {
        const { year, month, day: dayOfMonth } = day;
        const at = new Date(Date.UTC(year, month - 1, dayOfMonth));
        first = { at: match.index, day: at.toISOString().slice(0, 10) };
      }
      const end = match.index + match[0].length;
      rest = `${rest.slice(0, match.index)}${'#'.repeat(match[0].length)}${rest.slice(end)}`;
    }
  }
  return first?.day ?? null;
}
