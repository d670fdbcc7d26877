/** How many signs a run stands for: `**A` is two, `**B` three, and so on through base64's letters. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const isItsHost = (host: string) => /(?:^|\.)urldefense(?:\.proofpoint)?\.(?:com|us)$/i.test(host);

/** Version 2 writes "%" as "-" and "/" as "_" before it escapes the rest. */
function secondVersion(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('-', '%').replaceAll('_', '/'));
  } catch {
    return null;
  }
}

/**
 * Version 3 has the address between two marks; signs that mail programs might change are replaced by
 * `*`, and stand in base64 behind it.
 */
function thirdVersion(href: string): string | null {
  const [, text, signs] = /\/v3\/__(.+?)__;([\w+/=-]*?)!/s.exec(href) ?? [];
  if (!text) return null;
  const kept = [...Buffer.from(signs ?? '', 'base64').toString('utf8')];
  const whole = text.replace(/\*(?:\*([\w-]))?/g, (_run, length: string | undefined) => {
    const count = length ? letters.indexOf(length) + 2 : 1;
    return kept.splice(0, count).join('');
  });
  // Some mail servers fold the two strokes behind the scheme into one.
  return whole.replace(/^(https?:)\/+/i, '$1//');
}

/**
 * The address inside a link of Proofpoint's URL Defense, versions 1 to 3
 * (https://help.proofpoint.com, "URL Decoder API").
 *
 * @returns null for what is none
 */
export function readProofpoint(address: URL): string | null {
  if (!isItsHost(address.hostname)) return null;
  const { pathname, href, searchParams } = address;
  if (pathname.startsWith('/v1/')) return searchParams.get('u');
  if (pathname.startsWith('/v2/')) {
    const text = searchParams.get('u');
    return text ? secondVersion(text) : null;
  }
  return thirdVersion(href);
}
