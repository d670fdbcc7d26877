import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { Invalid } from '#shared/errors.ts';
import { isWebAddress } from '#shared/text/address.ts';
import type { SourceShape } from './source-rules.ts';

/** One line of an OPML file (http://opml.org/spec2.opml), its attributes marked with "@". */
interface Outline {
  [attribute: `@${string}`]: string;
  outline?: Outline[];
}

/** What OPML has no word for stands in attributes of ours, which other readers pass over. */
const namespace = 'urn:skylark:source';
const ours = '@skylark:' as const;

/** Fields that are read back from attributes of ours; `name` is the outline's own text. */
const ownFields = [
  'key',
  'publisher',
  'publisherType',
  'kind',
  'url',
  'query',
  'licence',
  'region',
  'mayShow',
  'note',
  'verified',
  'startPaused',
  'includesFirstScan',
] as const satisfies (keyof SourceShape)[];

/** A text in an attribute. A line break would be read back as a space (XML 1.0, section 3.3.3). */
const attribute = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);

/** The address that a feed reader reads: a feed's question belongs to it. */
const feedAddress = ({ kind, url, query }: SourceShape) =>
  kind === 'feed' && query
    ? `${url}?${query
        .split('&')
        .map((pair) => pair.split('=').map(encodeURIComponent).join('='))
        .join('&')}`
    : url;

function outlineOf(source: SourceShape): Outline {
  const where: Record<string, string> = source.kind.endsWith('feed')
    ? { '@type': 'rss', '@xmlUrl': feedAddress(source) }
    : { '@type': 'link', '@url': source.url };
  const fields = ownFields.flatMap((field) =>
    source[field] == null ? [] : [[`${ours}${field}`, String(source[field])] as const],
  );
  const outline: Record<string, string> = {
    '@text': source.name,
    '@title': source.name,
    ...where,
    ...Object.fromEntries(fields),
  };
  return Object.fromEntries(
    Object.entries(outline).map(([name, value]) => [name, attribute(value)]),
  );
}

/** Whether a file is OPML rather than JSON. */
export const isOpml = (text: string): boolean =>
  /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<opml[\s>]/i.test(text);

/**
 * All sources as OPML: feeds for any feed reader, the others as links, and nothing left out.
 *
 * Not by feedsmith's `generateOpml`: it cannot declare our namespace on the root, writes line breaks
 * into attributes as they are (a note would be read back on one line), and refuses an empty list.
 */
export function opmlOf(sources: SourceShape[], at: Date): string {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
    processEntities: false,
    // An attribute that is “true” is written out: XML knows no bare ones.
    suppressBooleanAttributes: false,
  });
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    opml: {
      '@version': '2.0',
      '@xmlns:skylark': namespace,
      head: { title: 'Sources of Skylark', dateCreated: at.toUTCString() },
      body: { outline: sources.map(outlineOf) },
    },
  });
}

/** An outline that Skylark wrote, with all its fields; they are yet to be checked. */
function sourceOfOurs(outline: Outline): Record<string, unknown> {
  const fields = ownFields.flatMap((field) => {
    const value = outline[`${ours}${field}`];
    if (value === undefined) return [];
    const isTruth = ['verified', 'startPaused', 'includesFirstScan'].includes(field);
    return [[field, isTruth ? value === 'true' : value]];
  });
  return { name: outline['@text'] ?? outline['@title'], ...Object.fromEntries(fields) };
}

/** A feed of another reader, whose text may not be shown; null for what is no feed. */
function sourceOfOthers(outline: Outline): Record<string, unknown> | null {
  const url = outline['@xmlUrl']?.trim();
  if (!url || !isWebAddress(url)) return null;
  const name = [outline['@title'], outline['@text'], new URL(url).host]
    .map((text) => text?.trim().slice(0, 300))
    .find(Boolean);
  return { name, publisher: name, kind: 'feed', url, mayShow: 'link' };
}

/**
 * The sources of an OPML file, folders laid open: all that Skylark wrote, and the feeds of another
 * reader.
 *
 * @returns their fields, yet to be checked
 * @throws {Invalid} when it cannot be read or names no source
 */
export function sourcesOfOpml(text: string): Record<string, unknown>[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseAttributeValue: false,
    isArray: (name) => name === 'outline',
    htmlEntities: true,
  });
  let outlines: Outline[];
  try {
    outlines = parser.parse(text)?.opml?.body?.outline ?? [];
  } catch {
    throw new Invalid('The OPML file is damaged and cannot be read.', 'file');
  }
  const sources: Record<string, unknown>[] = [];
  const visit = (outline: Outline): void => {
    const source = outline[`${ours}kind`] ? sourceOfOurs(outline) : sourceOfOthers(outline);
    if (source) sources.push(source);
    outline.outline?.forEach(visit);
  };
  outlines.forEach(visit);
  if (sources.length === 0) throw new Invalid('The OPML file names no feed.', 'file');
  return sources;
}
