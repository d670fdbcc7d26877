/** What the headers of an answer say. */
import { isAscii, isUtf8 } from 'node:buffer';

export type Headers = Record<string, string | string[] | undefined>;

/** One header; of several, the first. */
export function header(headers: Headers, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** All headers of that name, in order. */
export const allOf = (headers: Headers, name: string): string[] =>
  [headers[name] ?? []].flat().filter((value) => value !== undefined);

/** Charsets of several bytes a sign, in which a short text can be UTF-8 by chance. */
const ofSeveralBytes = /^(gb|big5|euc-|shift|sjis|ms_kanji|windows-(31j|936|949|950)|ks|x-sjis)/i;
/** Bytes of a text from which on that is no chance any more. */
const noChance = 64;

/**
 * The charset of a body: that of the header, unless the bytes are UTF-8 and more than ASCII, which
 * no text in another charset is but by a rare chance. Servers send their default with everything.
 */
export function charsetOf(headers: Headers, body: Uint8Array): string | null {
  const { charset } = contentType(headers);
  if (!charset || /^utf-?8$/i.test(charset) || !isUtf8(body)) return charset;
  // In UTF-16 and UTF-32 every text in Latin letters has noughts.
  if (/^(utf|ucs)-?(16|32|2|4)/i.test(charset)) return body.includes(0) ? charset : 'utf-8';
  if (isAscii(body)) return charset;
  const high = body.reduce((count, byte) => count + (byte > 0x7f ? 1 : 0), 0);
  return ofSeveralBytes.test(charset) && high < noChance ? charset : 'utf-8';
}

/** Media type in lower case and charset of a Content-Type. */
export function contentType(headers: Headers): { mediaType: string; charset: string | null } {
  const value = header(headers, 'content-type') ?? '';
  const mediaType = value.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream';
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(value)?.[1] ?? null;
  return { mediaType, charset };
}

/** File name of a Content-Disposition, encoded (RFC 5987) or plain. */
export function fileName(headers: Headers): string | null {
  const value = header(headers, 'content-disposition') ?? '';
  const encoded = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(value)?.[1];
  if (encoded) {
    try {
      return decodeURIComponent(encoded.trim());
    } catch {
      // A name encoded wrongly is as good as none: the plain one is tried.
    }
  }
  return /filename\s*=\s*"?([^";]+)/i.exec(value)?.[1]?.trim() ?? null;
}

/** Seconds an answer stays fresh: Cache-Control before Expires (RFC 9111, section 4.2.1). */
export function freshForSeconds(headers: Headers, now: Date): number | null {
  const control = header(headers, 'cache-control') ?? '';
  const age = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(control)?.[1];
  if (age) return Number(age);
  const expires = Date.parse(header(headers, 'expires') ?? '');
  return Number.isNaN(expires) ? null : Math.max(0, Math.round((expires - now.getTime()) / 1000));
}
