import type { Page } from '../reading/reading.ts';

/** Fewer pages than this have nothing that runs through them. */
const fewestPages = 3;
/** The share of the pages on which the same words stand at an edge, or the page's own number does. */
const shareOfSame = 1 / 10;
const shareOfNumbered = 1 / 3;
/** Characters: a longer paragraph is text, wherever it stands. */
const longest = 160;
/** Paragraphs looked at from the top and from the bottom of a page: a name and a number. */
const deep = 2;

const paragraphsOf = (text: string) => text.split(/\n{2,}/);

/**
 * How a line reads on whatever page it stands: as it is, or with the page's own number taken out, which
 * is its first or last one and may be a few off. "Recommendation 7" is no such line: its number does not
 * go with the page's.
 */
function formsOf(paragraph: string, page: number): { same: string; numbered: string[] } {
  const same = paragraph.trim().replace(/\s+/g, ' ');
  const numbers = [...same.matchAll(/\d{1,4}/g)];
  const numbered = [...new Set([numbers[0], numbers.at(-1)])].flatMap((match) => {
    if (!match) return [];
    const end = match.index + match[0].length;
    return `${same.slice(0, match.index)}\u0000${Number(match[0]) - page}\u0000${same.slice(end)}`;
  });
  return { same, numbered };
}

/** Heads, feet and page numbers of some pages, looked for at the top and bottom of each. */
function runningThrough(pages: Page[]): (paragraph: string, page: number) => string | null {
  const counts = new Map<string, number>();
  for (const { number, text } of pages) {
    const paragraphs = paragraphsOf(text);
    const forms = new Set(
      [...paragraphs.slice(0, deep), ...paragraphs.slice(-deep)].flatMap((paragraph) => {
        if (!paragraph || paragraph.length > longest) return [];
        const { same, numbered } = formsOf(paragraph, number ?? 0);
        return [same, ...numbered];
      }),
    );
    for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const isOn = (form: string, share: number) =>
    (counts.get(form) ?? 0) >= Math.max(fewestPages, pages.length * share);
  return (paragraph, page) => {
    if (paragraph.length > longest) return null;
    const { same, numbered } = formsOf(paragraph, page);
    if (isOn(same, shareOfSame)) return same;
    return numbered.find((form) => isOn(form, shareOfNumbered)) ?? null;
  };
}

/**
 * Pages of one document without the heads, feet and page numbers that run through them: they would be
 * found on every page, and break the sentences that cross one. Each stays where it stands first.
 */
export function withoutRunningLines(pages: Page[]): Page[] {
  if (pages.length < fewestPages) return pages;
  const running = runningThrough(pages);
  const seen = new Set<string>();
  return pages.map((page) => {
    const number = page.number ?? 0;
    const dropped = new Set<string>();
    const isDropped = (paragraph: string) => {
      const form = running(paragraph, number);
      if (form === null) return false;
      if (seen.has(form)) dropped.add(paragraph.trim());
      seen.add(form);
      return dropped.has(paragraph.trim());
    };
    const paragraphs = paragraphsOf(page.text);
    const last = paragraphs.length - deep;
    const text = paragraphs
      .filter((paragraph, at) => (at >= deep && at < last) || !isDropped(paragraph))
      .join('\n\n');
    return {
      ...page,
      text,
      headings: page.headings.filter((heading) => !dropped.has(heading)),
    };
  });
}
