/** What publishers break most, mended so that the readers can go on. Nothing is dropped but noise. */

/** Characters that XML 1.0 forbids. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to remove
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Named entities of HTML that XML does not know, as characters. */
const named: Record<string, string> = {
  nbsp: '\u00a0',
  pound: '£',
  euro: '€',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  copy: '©',
  reg: '®',
  trade: '™',
  bull: '•',
  middot: '·',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  uuml: 'ü',
  ouml: 'ö',
  auml: 'ä',
  szlig: 'ß',
  laquo: '«',
  raquo: '»',
  deg: '°',
  frac12: '½',
  times: '×',
};

export interface Repaired {
  text: string;
  /** Whether anything but white space and control characters had to be mended. */
  isDamaged: boolean;
}

/** Cuts an unfinished last entry and closes what is open. */
function closed(text: string): string | null {
  const root = /<(rss|feed|rdf:RDF)[\s>]/i.exec(text)?.[1];
  if (!root || new RegExp(`</${root}\\s*>`, 'i').test(text)) return null;
  const ends = [...text.matchAll(/<\/(?:item|entry)\s*>/gi)];
  const last = ends.at(-1);
  if (!last) return null;
  const kept = text.slice(0, last.index + last[0].length);
  const needsChannel = /<channel[\s>]/i.test(kept) && !/<\/channel\s*>/i.test(kept);
  return `${kept}${needsChannel ? '</channel>' : ''}</${root}>`;
}

/** Mends control characters, white space in front, stray ampersands, HTML entities and a missing end. */
export function repair(given: string): Repaired {
  const trimmed = given.replace(forbidden, '').replace(/^[\s\ufeff]+/, '');
  let text = trimmed.replace(/&([a-z][a-z0-9]*);/gi, (whole, name: string) =>
    /^(amp|lt|gt|quot|apos)$/.test(name)
      ? whole
      : (named[name] ?? named[name.toLowerCase()] ?? whole),
  );
  text = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>|&(?!#\d+;|#x[\da-f]+;|[a-z][\w.-]*;)/gi, (whole) =>
    whole === '&' ? '&amp;' : whole,
  );
  const ended = closed(text);
  return { text: ended ?? text, isDamaged: text !== trimmed || ended !== null };
}
