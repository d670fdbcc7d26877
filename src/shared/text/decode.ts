import chardet from 'chardet';

/** Longest stretch looked at for a declaration. */
const head = 1024;

function declared(bytes: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, head));
  const xml = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1];
  const meta = /<meta[^>]*\bcharset\s*=\s*["']?([\w.:-]+)/i.exec(start)?.[1];
  return xml ?? meta ?? null;
}

function byOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  // Without a mark, every other byte of "<?" or "<h" in UTF-16 is nought.
  if (a === 0 && b === 0x3c && c === 0) return 'utf-16be';
  if (a === 0x3c && b === 0 && c !== 0) return 'utf-16le';
  return null;
}

function decodeAs(bytes: Uint8Array, label: string | null, fatal: boolean): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}

/** What the mark of the bytes, a header, their own declaration, or UTF-8 makes of them without a contradiction. */
export function decodeAsSaid(bytes: Uint8Array, charset?: string | null): string | null {
  const marked = byOrderMark(bytes);
  if (marked) return decodeAs(bytes, marked, false) ?? '';
  for (const claim of claimsOf(bytes, charset)) {
    // A claim of UTF-16 in a declaration that reads as ASCII cannot be true.
    if (claim && /utf-?16/i.test(claim) && claim !== charset) continue;
    const text = decodeAs(bytes, claim, true);
    if (text !== null) return text;
  }
  return null;
}

/** Bytes above 127 contradict ASCII, though a decoder takes the name for Windows-1252. */
const claimsOf = (bytes: Uint8Array, charset?: string | null) => [
  ...[charset ?? null, declared(bytes)].map((claim) =>
    claim && /^(us-)?ascii$/i.test(claim) ? 'utf-8' : claim,
  ),
  'utf-8',
];

/**
 * Bytes as text: by byte order mark, HTTP charset, XML declaration or meta element, and detection,
 * in that order; a claim that the bytes contradict is passed over. For what comes from the web; a
 * file that a person saved is `decodeFile`.
 */
export function decode(bytes: Uint8Array, charset?: string | null): string {
  const said = decodeAsSaid(bytes, charset);
  if (said !== null) return said;
  const [guess] = chardet.analyse(bytes.subarray(0, 200_000));
  return (
    decodeAs(bytes, guess?.name ?? null, true) ??
    decodeAs(bytes, claimsOf(bytes, charset).find(Boolean) ?? null, false) ??
    ''
  );
}
