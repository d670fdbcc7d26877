import { legibleText } from './legible-text.ts';

/** White space that ends a line or jumps: where a line was broken, the words stay apart. */
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]/;

const withoutBreaks = (text: string) =>
  text.replace(/[\s\u0085]+/g, (space) => (breaks.test(space) ? ' ' : space));

/** The second set of controls, and the directions that browsers and terminals obey. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away
const orders = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A title or a name: one line, in which no sign changes how others are shown, wherever it comes from. A
 * sign that turns the direction of text makes "gpj.exe" of "exe.jpg", and a break a header of a mail.
 */
export const lineOfText = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text.trim()
    : legibleText(withoutBreaks(text.toWellFormed())).replace(orders, '').trim();
