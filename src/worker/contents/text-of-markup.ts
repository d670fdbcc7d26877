import { parseHTML } from 'linkedom';
import { legibleText } from '#shared/text/legible-text.ts';

const blocks = 'p, div, li, h1, h2, h3, h4, h5, h6, tr, br, blockquote, section, article';

/** Sanitised markup that a feed carried, as plain text with paragraphs apart. */
export function textOfMarkup(html: string): string {
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  for (const block of document.querySelectorAll(blocks)) block.append('\n\n');
  return legibleText(document.body.textContent ?? '')
    .replace(/[ \t\f\r]+/g, ' ')
    .replace(/ *\n[ \n]*/g, '\n\n')
    .trim();
}
