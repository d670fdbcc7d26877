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

/** Elements of HTML, past and present. */
const elements = new Set(
  'a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins isindex kbd label layer legend li link main map mark marquee math menu meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp'.split(
    ' ',
  ),
);
/** Elements that need no end. */
const endless =
  /^(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr|track|wbr)$/i;
/** One class of characters to the end: two that overlap would be tried in every share. */
const bracketed = /<(\/?)([a-z][^<>]*)>/gi;
const nameIn = (inside: string) => /^[^\s/]*/.exec(inside.toLowerCase())?.[0] ?? '';

/**
 * Markup with the words that merely stand in angle brackets ("<draft>", "<jo@example.org>") escaped, so
 * that they stay. Once text was unescaped, an element is one only where it ends.
 */
function withWordsKept(text: string, isUnescaped: boolean): string {
  const names = (sign: string) =>
    new Set(
      [...text.matchAll(bracketed)].flatMap(([, slash, inside = '']) =>
        slash === sign ? [nameIn(inside)] : [],
      ),
    );
  const [begun, ended] = [names(''), names('/')];
  return text.replace(bracketed, (whole, slash: string, inside: string) => {
    const name = nameIn(inside);
    const isPaired = begun.has(name) && ended.has(name);
    const isElement =
      isPaired ||
      inside.includes('=') ||
      /^[\w-]+:[\w.-]+$|^[a-z]+-[a-z-]+$/.test(name) ||
      (elements.has(name) && (!isUnescaped || slash === '/' || endless.test(name)));
    return isElement ? whole : `&lt;${whole.slice(1, -1)}&gt;`;
  });
}

const withoutTags = (text: string) => text.replace(tag, ' ');

/** Markup or escaped markup as plain text on one line; script and style go with what is in them. */
export function plainText(given: string): string {
  let text = given;
  // Some publishers escape twice: "&amp;lt;b&amp;gt;".
  for (let round = 0; round < 2; round += 1) {
    text = withWordsKept(text, round > 0);
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

/** Elements that say something and do nothing. */
const allowedTags =
  'a abbr b blockquote br caption cite code dd dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre q s strong sub sup table tbody td tfoot th thead tr u ul div span section article'.split(
    ' ',
  );

/** Elements of which the text goes too. */
const nonTextTags =
  'script style textarea option noscript template xmp noembed noframes plaintext'.split(' ');

/** Markup with nothing active left in it: no scripts, handlers, frames, forms, styles or odd addresses. */
export function cleanMarkup(given: string): string {
  return sanitizeHtml(isTooDeep(given) ? withoutTags(given) : given, {
    allowedTags,
    allowedAttributes: {
      a: ['href'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags,
  });
}
