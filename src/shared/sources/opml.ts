import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { Invalid } from '#shared/errors.ts';
import { isWebAddress } from '#shared/text/address.ts';
import type { SourceShape } from './source-rules.ts';

/** One line of an OPML file (http://opml.org/spec2.opml). */
interface Outline {
  '@text'?: string;
  '@title'?: string;
  '@xmlUrl'?: string;
  '@htmlUrl'?: string;
  outline?: Outline[];
}

/** Whether a file is OPML rather than JSON. */
export const isOpml = (text: string): boolean =>
  /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<opml[\s>]/i.test(text);

/** The feeds among the sources as OPML, for any feed reader. */
export function opmlOf(sources: SourceShape[], at: Date): string {
  const feeds = sources.filter(({ kind, query }) => /feed$/.test(kind) && !query);
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
  });
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    opml: {
      '@version': '2.0',
      head: { title: 'Sources of Skylark', dateCreated: at.toUTCString() },
      body: {
        outline: feeds.map(({ name, url }) => ({
          '@type': 'rss',
          '@text': name,
          '@title': name,
          '@xmlUrl': url,
        })),
      },
    },
  });
}

/**
 * The feeds of an OPML file, folders laid open, as sources whose text may not be shown.
 *
 * @throws {Invalid} when it cannot be read or names no feed
 */
export function sourcesOfOpml(text: string): SourceShape[] {
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
  const feeds: SourceShape[] = [];
  const visit = (outline: Outline): void => {
    const url = outline['@xmlUrl']?.trim();
    if (url && isWebAddress(url)) {
      const name = (outline['@title'] || outline['@text'] || new URL(url).host)
        .trim()
        .slice(0, 300);
      feeds.push({ name, publisher: name, kind: 'feed', url, mayShow: 'link' });
    }
    outline.outline?.forEach(visit);
  };
  outlines.forEach(visit);
  if (feeds.length === 0) throw new Invalid('The OPML file names no feed.', 'file');
  return feeds;
}
