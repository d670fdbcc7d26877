import type { DocumentReading, Page } from '../reading.ts';

/**
 * What a file may become at most. The longest reviews have some 1.5 million characters on 500 pages;
 * what is much longer is data, and would take hours and gigabytes to index and compare.
 */
export const mostCharacters = 3_000_000;
const mostHeadings = 2000;
const longestHeading = 300;
const longestTitle = 1000;
const longestSummary = 10_000;
const mostAttachments = 500;

/** Bytes of text or markup that are looked at: enough for the characters above, in any alphabet. */
export const mostBytes = 4 * mostCharacters;

/** Characters of a printed page, for the sentence. */
const ofPage = 2500;
const count = new Intl.NumberFormat('en-GB');

/** The beginning of a text, up to the end of a paragraph or word near the bound. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const near = 0.9 * most;
  const cut = ['\n\n', '\n', ' ']
    .map((end) => text.lastIndexOf(end, most))
    .find((position) => position >= near);
  // A text without spaces is cut anywhere, but not within a character.
  const end = cut ?? most - (/[\uD800-\uDBFF]/.test(text[most - 1] ?? '') ? 1 : 0);
  // A slice would keep all of the text in memory.
  return Buffer.from(text.slice(0, end)).toString().trimEnd();
}

interface Bounded {
  pages: Page[];
  /** What was left out, as a sentence; null if nothing was. */
  problem: string | null;
}

/**
 * The first pages that have no more characters than that together.
 *
 * @param pageCount pages in the file, for the sentence
 */
export function firstPages(pages: Page[], pageCount: number | null, most: number): Bounded {
  const total = pages.reduce((sum, { text }) => sum + text.length, 0);
  if (total <= most) return { pages, problem: null };
  const kept: Page[] = [];
  let left = most;
  for (const page of pages) {
    if (page.text.length > left) break;
    left -= page.text.length;
    kept.push(page);
  }
  if (kept.length > 0 && pageCount) {
    return {
      pages: kept,
      problem: `Only the first ${kept.length} of ${pageCount} pages are kept: it is longer than we keep.`,
    };
  }
  const [next] = pages.slice(kept.length);
  if (next) kept.push({ ...next, text: beginningOf(next.text, left) });
  return {
    pages: kept,
    problem: `Only the first ${count.format(most)} characters (about ${count.format(Math.ceil(most / ofPage))} pages) are kept: it is longer than we keep.`,
  };
}

/** What a file says, within bounds, with a sentence about what was left out. */
export function boundReading(reading: DocumentReading): DocumentReading {
  const { pages, problem } = firstPages(reading.pages, reading.pageCount, mostCharacters);
  let headings = mostHeadings;
  return {
    ...reading,
    title: reading.title?.slice(0, longestTitle) ?? null,
    summary: reading.summary?.slice(0, longestSummary) ?? null,
    attachments: reading.attachments.slice(0, mostAttachments),
    pages: pages.map((page) => {
      const kept = page.headings.slice(0, headings).map((one) => one.slice(0, longestHeading));
      headings -= kept.length;
      return { ...page, headings: kept };
    }),
    textProblem: [reading.textProblem, problem].filter(Boolean).join(' ') || null,
  };
}
