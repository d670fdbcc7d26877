import { XMLParser } from 'fast-xml-parser';
import { SourceFailure } from '#shared/errors.ts';
import { decode } from '#shared/text/decode.ts';
import { legible } from './legible.ts';
import type { Origin } from './reading.ts';
import type { XmlElement } from './xml-element.ts';

/** An element as fast-xml-parser gives it when it keeps the order. */
type Raw = Record<string, unknown> & { ':@'?: Record<string, unknown> };

/** Made anew for each file: one remembers the entities that the file before declared. */
const openParser = () =>
  new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    removeNSPrefix: true,
    htmlEntities: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
  });

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

function elementOf(raw: Raw): XmlElement | null {
  const name = Object.keys(raw).find((key) => key !== ':@');
  if (!name || name === '#text' || /^[?!]/.test(name)) return null;
  const inside = (raw[name] ?? []) as Raw[];
  return {
    name: name.toLowerCase(),
    attributes: Object.fromEntries(
      Object.entries(raw[':@'] ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]),
    ),
    text: squeeze(
      inside.map((child) => ('#text' in child ? String(child['#text']) : '')).join(' '),
    ),
    children: inside.flatMap((child) => elementOf(child) ?? []),
  };
}

/**
 * The root element of an XML answer that is not a feed: a web service, a sitemap, a repository.
 *
 * @throws {SourceFailure} "unreadable" when it is no XML
 */
export function readXml(bytes: Uint8Array, origin: Origin): XmlElement {
  const text = decode(bytes, origin.charset);
  if (/^\s*<(!doctype html|html[\s>])/i.test(text)) {
    throw new SourceFailure('unreadable', `${origin.url} answered with a web page, not with XML.`);
  }
  let roots: Raw[];
  try {
    roots = openParser().parse(text.trim()) as Raw[];
  } catch (cause) {
    throw new SourceFailure('unreadable', `${origin.url} did not answer with well-formed XML.`, {
      cause,
    });
  }
  const root = roots.map(elementOf).find((element) => element !== null);
  if (!root) throw new SourceFailure('unreadable', `${origin.url} did not answer with XML.`);
  return legible(root);
}
