import { decodeHTML } from 'entities';

/** What publishers break most, mended so that the readers can go on. Nothing is dropped but noise. */

/** Characters that XML 1.0 forbids. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to remove
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Windows punctuation under the numbers of control characters, as many an editor pastes it. */
const windows = /[\u0080-\u009f]/g;
const windowsDecoder = new TextDecoder('windows-1252');
const fromWindows = (sign: string) => windowsDecoder.decode(Uint8Array.of(sign.charCodeAt(0)));

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

/** RSS under a prefix of its own ("<r:rss>"), which the readers do not know: the prefix goes. */
function withoutPrefix(text: string): string {
  const prefix = /<(\w+):rss[\s>]/.exec(text.slice(0, 4000))?.[1];
  return prefix ? text.replace(new RegExp(`(</?)${prefix}:`, 'g'), '$1') : text;
}

/** Entries straight under the root, without the channel that RSS asks for. */
function withChannel(text: string): string {
  if (!/<rss[\s>]/i.test(text) || /<channel[\s>]/i.test(text) || !/<item[\s>]/i.test(text))
    return text;
  return text
    .replace(/(<rss(?:\s[^>]*)?>)/i, '$1<channel>')
    .replace(/<\/rss\s*>(?![\s\S]*<\/rss)/i, '</channel></rss>');
}

/** Entries of RSS 1.0 inside the channel, where RSS 2.0 has them, moved behind it. */
function withItemsOutside(text: string): string {
  if (!/<rdf:RDF[\s>]/i.test(text)) return text;
  return text.replace(/<channel[\s>][\s\S]*?<\/channel\s*>/i, (channel) => {
    const items = channel.match(/<item[\s>][\s\S]*?<\/item\s*>/gi) ?? [];
    if (items.length === 0) return channel;
    return `${channel.replace(/<item[\s>][\s\S]*?<\/item\s*>/gi, '')}${items.join('')}`;
  });
}

const content = (markup: string) =>
  `<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[${markup.replaceAll(']]>', ']]&gt;')}]]></content:encoded>`;

/** XHTML bodies and whole items that RSS once carried under names of their own. */
function withBodies(text: string): string {
  if (!/<(?:\w+:)?(?:body|fullitem)[\s>]/i.test(text) || !/<(?:rss|rdf:RDF)[\s>]/i.test(text))
    return text;
  return text
    .replace(
      /<(?:xhtml:|x:|html:)?body(?:\s[^>]*)?>([\s\S]*?)<\/(?:xhtml:|x:|html:)?body\s*>/gi,
      (whole, inside: string) =>
        inside.includes('<![CDATA[') || inside.includes(']]>') ? whole : content(inside),
    )
    .replace(/<fullitem(?:\s[^>]*)?>([\s\S]*?)<\/fullitem\s*>/gi, (whole, inside: string) =>
      inside.includes('<![CDATA[') ? whole : content(decodeHTML(inside)),
    );
}

/** Text that Atom 0.3 wrote in base64, as what it stands for. */
function withoutBase64(text: string): string {
  if (!/\smode\s*=\s*["']base64["']/i.test(text)) return text;
  return text.replace(
    /<(\w+)((?:\s[^>]*)?)\smode\s*=\s*["']base64["']([^>]*)>([A-Za-z0-9+/=\s]+)<\/\1\s*>/gi,
    (_, name: string, before: string, after: string, value: string) =>
      `<${name}${before}${after}><![CDATA[${Buffer.from(value, 'base64').toString('utf8').replaceAll(']]>', ']]&gt;')}]]></${name}>`,
  );
}

/** Mends control characters, white space in front, stray ampersands, HTML entities and a missing end. */
export function repair(given: string): Repaired {
  const trimmed = given.replace(forbidden, '').replace(/^[\s\ufeff]+/, '');
  let text = trimmed.replace(/&([a-z][a-z0-9]*);/gi, (whole, name: string) =>
    /^(amp|lt|gt|quot|apos)$/.test(name) ? whole : decodeHTML(whole),
  );
  text = withoutBase64(
    withBodies(withItemsOutside(withChannel(withoutPrefix(text.replace(windows, fromWindows))))),
  );
  text = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>|&(?!#\d+;|#x[\da-f]+;|[a-z][\w.-]*;)/gi, (whole) =>
    whole === '&' ? '&amp;' : whole,
  );
  const ended = closed(text);
  return { text: ended ?? text, isDamaged: text !== trimmed || ended !== null };
}
