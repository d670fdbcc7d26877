const blocks =
  'p, div, li, dt, dd, h1, h2, h3, h4, h5, h6, tr, pre, blockquote, figure, figcaption, section, article, main, aside, header, footer, address, details, summary, fieldset, legend, caption, table, ul, ol, dl, hr, option';

/**
 * Text of an element with a blank line between blocks and a space between table cells. Takes the
 * element apart.
 */
export function textOfElement(root: Element): string {
  for (const cell of root.querySelectorAll('td, th')) cell.append(' ');
  for (const line of root.querySelectorAll('br')) line.replaceWith('\n');
  for (const block of root.querySelectorAll(blocks)) {
    block.prepend('\n\n');
    block.append('\n\n');
  }
  return (root.textContent ?? '')
    .replace(/[ \t\f\r\u00a0]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
