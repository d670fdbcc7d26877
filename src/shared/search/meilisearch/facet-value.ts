import { createHash } from 'node:crypto';

/** Meilisearch keeps 468 bytes of a facet value, ours are twice as long as the text. */
const mostBytes = 200;

/**
 * A facet value as Meilisearch is given it. It compares values without regard to case and accents and
 * cuts long ones; in hexadecimal each is kept apart, whatever characters it has.
 */
export function facetValue(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= mostBytes) return bytes.toString('hex');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return `${bytes.subarray(0, mostBytes - 16).toString('hex')}${Buffer.from(hash).toString('hex')}`;
}

/** The text of a facet value; a very long one comes back cut. */
export const textOfFacetValue = (value: string): string =>
  Buffer.from(value, 'hex')
    .toString('utf8')
    .replace(/\ufffd/g, '');
