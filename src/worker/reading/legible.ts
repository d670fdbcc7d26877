import { legibleText } from '#shared/text/legible-text.ts';

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

/** What a reader read, with every text in it as a person sees it; names and addresses stay as given. */
export function legible<T>(reading: T): T {
  if (typeof reading === 'string') return legibleText(reading) as T;
  if (Array.isArray(reading)) return reading.map((one) => legible(one)) as T;
  if (reading === null || typeof reading !== 'object' || reading instanceof Date) return reading;
  return Object.fromEntries(
    Object.entries(reading).map(([name, value]) => [
      name,
      names.has(name) ? value : legible(value),
    ]),
  ) as T;
}
