import { inWords } from '#shared/london.ts';
import type { SearchArea } from '#shared/search/search-index.ts';
import { readDay } from '#shared/text/read-day.ts';

/** What the ticks are called, wherever a search says them. */
export const areaWords: Record<SearchArea, string> = {
  others: 'Other areas, not ours',
  like: 'Areas like ours',
};

const day = /^\d{4}-\d\d-\d\d$/;
const sinceWords: Record<string, string> = {
  visit: 'new since my last visit',
  meeting: 'new since the last meeting',
};

function sinceOf(said: string): string | undefined {
  const text = said.trim();
  if (Object.hasOwn(sinceWords, text)) return text;
  const read = text ? readDay(text) : null;
  return read && 'value' in read ? read.value : undefined;
}

/** Whether "since" can be this: "visit", "meeting", or a day as people write it. */
export const isSince = (said: string): boolean => sinceOf(said) !== undefined;

/** What an address says of since when: a day goes before the choices beside it. */
export const readSince = (parameters: URLSearchParams): string | undefined =>
  sinceOf(parameters.get('sinceOn') ?? '') ?? sinceOf(parameters.get('since') ?? '');

/** "new since the last meeting", "new since 30 September 2026". */
export const sinceInWords = (since: string): string =>
  sinceWords[since] ?? (day.test(since) ? `new since ${inWords(since)}` : '');
