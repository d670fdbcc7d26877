import type { Page } from '../reading.ts';

/** A piece of a page's text as the PDF library gives it. */
export interface TextItem {
  str: string;
  hasEOL: boolean;
  height: number;
  transform: number[];
}

export interface TextLine {
  text: string;
  height: number;
  y: number;
}

/** Items of a page as lines, in the order of the file, which is the reading order in good ones. */
export function linesOf(items: TextItem[]): TextLine[] {
  const lines: TextLine[] = [];
  let current: TextLine | null = null;
  for (const { str, hasEOL, height, transform } of items) {
    const y = transform[5] ?? 0;
    if (current && Math.abs(current.y - y) > Math.max(2, current.height * 0.6) && str.trim()) {
      lines.push(current);
      current = null;
    }
    current ??= { text: '', height: 0, y };
    current.text += str;
    if (str.trim()) current.height = Math.max(current.height, height);
    if (hasEOL) {
      lines.push(current);
      current = null;
    }
  }
  if (current) lines.push(current);
  return lines
    .filter(({ text }) => text.trim())
    .map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }));
}

const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What is usual on a page: by what differs from it a line begins something new. */
interface Usual {
  gap: number;
  height: number;
}

const isHeading = (line: TextLine, usual: Usual) =>
  line.height > usual.height * 1.15 && line.text.length < 120 && /\p{L}/u.test(line.text);

const startsParagraph = (line: TextLine, before: TextLine, usual: Usual) =>
  Math.abs(before.y - line.y) > usual.gap * 1.4 ||
  Math.abs(before.height - line.height) > usual.height * 0.15 ||
  /^([•▪◦‣–-]\s|\(?(?:\d{1,3}|[a-z])[.)]\s|\d+(\.\d+)+\s)/i.test(line.text);

/** The text with one more line of the same paragraph. */
function joined(text: string, line: string): string {
  const isBroken = /\p{L}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(line);
  if (!isBroken) return `${text} ${line}`;
  // "safe-" + "guarding" is one word; "multi-" + "agency" keeps its hyphen, a soft one goes.
  return keepsHyphen.test(text) ? `${text}${line}` : `${text.slice(0, -1)}${line}`;
}

/** Lines as paragraphs: a gap, a change of size or a bullet begins a new one; hyphens at line ends join. */
export function pageOf(number: number, lines: TextLine[]): Page {
  const gaps = lines.slice(1).map((line, at) => Math.abs((lines[at]?.y ?? 0) - line.y));
  const usual = {
    gap: median(gaps.filter((gap) => gap > 0)),
    height: median(lines.map(({ height }) => height)),
  };
  let text = '';
  lines.forEach((line, at) => {
    const before = lines[at - 1];
    if (!before) text = line.text;
    else if (startsParagraph(line, before, usual)) text += `\n\n${line.text}`;
    else text = joined(text, line.text);
  });
  const headings = lines.filter((line) => isHeading(line, usual)).map((line) => line.text);
  return { number, text, headings };
}

const keepsHyphen =
  /(?:^|[\s(])(?:multi|non|co|pre|post|re|anti|cross|inter|out|in|self|well|cross|joint|peer|high|low|long|short|full|part|third|one|two|three)[-\u2010]$/i;
