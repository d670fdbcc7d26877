import { legibleText } from '#shared/text/legible-text.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';

/** Fields that name something rather than say it, and markup until it is made text: as they were given. */
const names = new Set([
  'id',
  'url',
  'homeUrl',
  'canonicalUrl',
  'mediaType',
  'feeds',
  'attributes',
  'key',
  'identifiers',
  'contentHtml',
]);

/** Fields that are one line wherever they stand. */
const lines = new Set(['title', 'publisher']);

/** What a reader read, with every text in it as a person sees it; names and addresses stay as given. */
export function legible<T>(reading: T): T {
  if (typeof reading === 'string') return legibleText(reading) as T;
  if (Array.isArray(reading)) return reading.map((one) => legible(one)) as T;
  if (reading === null || typeof reading !== 'object' || reading instanceof Date) return reading;
  return Object.fromEntries(
    Object.entries(reading).map(([name, value]) => [name, legibleField(name, value)]),
  ) as T;
}

function legibleField(name: string, value: unknown): unknown {
  if (names.has(name)) return value;
  return lines.has(name) && typeof value === 'string' ? lineOfText(value) : legible(value);
}
