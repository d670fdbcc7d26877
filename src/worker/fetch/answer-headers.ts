/** What the headers of an answer say. */

type Headers = Record<string, string | string[] | undefined>;

/** One header; of several, the first. */
export function header(headers: Headers, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
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
