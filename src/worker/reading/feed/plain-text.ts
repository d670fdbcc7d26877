import { decodeHTML } from 'entities';
import sanitizeHtml from 'sanitize-html';

// Between the brackets no other may open: else each "<" of thousands would be followed to the end.
const markup = /<\/?[a-z!][^<>]*>|<!--/i;

/** Elements that end a word. */
const breaks =
  /<\/?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|section|article|hr|dd|dt)\b[^<>]*>/gi;

/** Shorter markup cannot be nested so deep that it holds anybody up. */
const harmlessLength = 20_000;
const deepest = 500;
const tag = /<(\/?)([a-z][a-z0-9]*)\b[^<>]*?(\/?)>/gi;
/** Elements that end by themselves, or where the next of their kind begins. */
const unnested = /^(?:area|br|col|dd|dt|hr|img|input|li|link|meta|option|p|td|th|tr|wbr)$/i;

/** Whether markup is nested deeper than any page: the parser's time grows with the square of that. */
function isTooDeep(text: string): boolean {
  if (text.length < harmlessLength) return false;
  let depth = 0;
  for (const [, end, name = '', selfClosing] of text.matchAll(tag)) {
    if (selfClosing || unnested.test(name)) continue;
    depth = Math.max(0, depth + (end ? -1 : 1));
    if (depth > deepest) return true;
  }
  return false;
}

const withoutTags = (text: string) => text.replace(tag, ' ');

/** Markup or escaped markup as plain text on one line; script and style go with what is in them. */
export function plainText(given: string): string {
  let text = given;
  // Some publishers escape twice: "&amp;lt;b&amp;gt;".
  for (let round = 0; round < 2; round += 1) {
    if (markup.test(text)) {
      if (isTooDeep(text)) text = withoutTags(text);
      text = sanitizeHtml(
        text.replace(breaks, (tag) => ` ${tag}`),
        {
          allowedTags: [],
          allowedAttributes: {},
          nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'template'],
        },
      );
    }
    const decoded = decodeHTML(text);
    if (decoded === text) break;
    text = decoded;
  }
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}

/** Markup with nothing active left in it: no scripts, handlers, frames, forms, styles or odd addresses. */
export function cleanMarkup(given: string): string {
  return sanitizeHtml(isTooDeep(given) ? withoutTags(given) : given, {
    allowedTags: [
      'a',
      'abbr',
      'b',
      'blockquote',
      'br',
      'caption',
      'cite',
      'code',
      'dd',
      'dl',
      'dt',
      'em',
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'hr',
      'i',
      'li',
      'ol',
      'p',
      'pre',
      'q',
      's',
      'strong',
      'sub',
      'sup',
      'table',
      'tbody',
      'td',
      'tfoot',
      'th',
      'thead',
      'tr',
      'u',
      'ul',
      'div',
      'span',
      'section',
      'article',
    ],
    allowedAttributes: {
      a: ['href'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'template',
      'xmp',
      'noembed',
      'noframes',
      'plaintext',
    ],
  });
}
