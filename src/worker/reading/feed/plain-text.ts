import { decodeHTML } from 'entities';
import sanitizeHtml from 'sanitize-html';

const markup = /<\/?[a-z!][^>]*>|<!--/i;

/** Elements that end a word. */
const breaks =
  /<\/?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|section|article|hr|dd|dt)\b[^>]*>/gi;

/** Markup or escaped markup as plain text on one line; script and style go with what is in them. */
export function plainText(given: string): string {
  let text = given;
  // Some publishers escape twice: "&amp;lt;b&amp;gt;".
  for (let round = 0; round < 2; round += 1) {
    if (markup.test(text)) {
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
  return sanitizeHtml(given, {
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
