import { createHash } from 'node:crypto';

/** SHA-256 of text in which runs of white space count as one space; hexadecimal. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text.replace(/\s+/gu, ' ').trim()).digest('hex');
}
