import type { ReadingPage } from '#shared/publications/show-document.ts';

/** Pages that are shown at a time: a hundred would be a page of 35,000 pixels. */
export const pagesAtATime = 10;

/** What is asked for: from a page on, one alone, or all. */
export interface Asked {
  page: number | null;
  show: 'ten' | 'one' | 'all';
}

/** The pages of a document that are shown, and where they stand among all. */
export interface Window {
  /** Of all pages, from 0. */
  from: number;
  to: number;
  isAll: boolean;
}

const isMarked = ({ paragraphs }: ReadingPage) =>
  paragraphs.some((paragraph) => paragraph.includes('<mark'));

function beginOf(pages: ReadingPage[], { page }: Asked): number {
  if (page === null) return Math.max(0, pages.findIndex(isMarked));
  const at = pages.findIndex(({ number }) => number !== null && number >= page);
  return at < 0 ? pages.length - 1 : at;
}

/** Which pages to show: those from the one that was asked for, or that has the words first. */
export function windowOf(pages: ReadingPage[], asked: Asked): Window {
  const isShort = pages.length <= pagesAtATime && asked.show !== 'one';
  if (asked.show === 'all' || isShort) return { from: 0, to: pages.length, isAll: true };
  const begin = beginOf(pages, asked);
  if (asked.show === 'one') return { from: begin, to: begin + 1, isAll: pages.length === 1 };
  const from = Math.max(0, Math.min(begin, pages.length - 1));
  return { from, to: Math.min(pages.length, from + pagesAtATime), isAll: false };
}
