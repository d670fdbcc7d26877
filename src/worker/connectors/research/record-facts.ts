import { decodeHTML } from 'entities';
import { plainText } from '../../reading/feed/plain-text.ts';

/** A DOI in its one form: no resolver in front, lower case; null when it is none. */
export function doiOf(given: string | null | undefined): string | null {
  const found = /\b(10\.\d{4,9}\/\S+)/.exec(decodeURIComponentSafely(given ?? ''))?.[1];
  return found ? found.replace(/[.,;)]+$/, '').toLowerCase() : null;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const doiAddress = (doi: string) => `https://doi.org/${doi}`;

/** The DOI as an identifier. */
export const doiIdentity = (doi: string | null) => (doi ? [{ scheme: 'doi', value: doi }] : []);

/** Titles and abstracts of indexes carry a little markup (JATS, HTML): as plain text. */
export const plainRecord = (text: string | null | undefined): string =>
  plainText(
    decodeHTML((text ?? '').slice(0, 50_000)).replace(/<\/(?:jats:)?(?:p|sec|title|h\d)>/gi, ' $&'),
  );

/** Parts of a date [year, month, day] as a day; what is missing counts as the first. */
export function dayOfParts(parts: (number | null)[] | undefined): string | null {
  const [year, month, day] = parts ?? [];
  if (!year) return null;
  const two = (value: number | null | undefined) => String(value ?? 1).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}
