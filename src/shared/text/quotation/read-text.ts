import { type Token, tokensOf } from './tokens.ts';

/** A page of a document as it was read. */
export interface TextPage {
  /** Null where there are no pages. */
  number: number | null;
  text: string;
  /** Which document of several it belongs to, from 0. */
  document: number;
}

/** Tokens from one to before another. */
export interface Range {
  from: number;
  to: number;
}

/** A document made ready for looking for many quotations in it. */
export interface Text {
  pages: TextPage[];
  tokens: Token[];
  /** On which of `pages` each token stands. */
  pageOf: number[];
  /** The keys of the tokens with a space before and after each. */
  stream: string;
  /** Where each token's key begins in the stream. */
  offsets: number[];
  /** Tokens by their keys. */
  having: Map<string, number[]>;
  /** Sentences, headings and items, in order. */
  units: Range[];
  unitOf: number[];
  /** Units by their words; equal ones together. */
  byKey: Map<string, number[]>;
}

interface Paragraph {
  text: string;
  start: number;
}

function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let start = 0;
  for (const gap of text.matchAll(/\n\s*\n/g)) {
    paragraphs.push({ text: text.slice(start, gap.index), start });
    start = gap.index + gap[0].length;
  }
  paragraphs.push({ text: text.slice(start), start });
  return paragraphs.filter((paragraph) => paragraph.text.trim());
}

/** Where sentences of a paragraph begin, but for the first: after a full stop and before a capital. */
const sentenceStarts = ({ text, start }: Paragraph): number[] =>
  Array.from(
    text.matchAll(/(?<=[.!?])\s+(?=\p{Lu})/gu),
    (gap) => start + gap.index + gap[0].length,
  );

/** Whether a paragraph at the top of a page goes on with the last one of the page before. */
const goesOn = (last: string, first: string) =>
  !/[.!?:;]\W*$/.test(last) && /^\s*\p{Ll}/u.test(first);

/** The words of some tokens, as they stand in a stream. */
export const keyOf = (text: Pick<Text, 'stream' | 'offsets'>, { from, to }: Range): string =>
  text.stream.slice((text.offsets[from] ?? 0) - 1, text.offsets[to] ?? text.stream.length);

interface Growing {
  tokens: Token[];
  pageOf: number[];
  /** The token at which each unit begins. */
  starts: number[];
}

function takeParagraph(grown: Growing, paragraph: Paragraph, page: number, isNew: boolean): void {
  const starts = sentenceStarts(paragraph);
  let next = 0;
  let begins = isNew;
  for (const token of tokensOf(paragraph.text, paragraph.start)) {
    while ((starts[next] ?? Number.POSITIVE_INFINITY) <= token.start) {
      begins = true;
      next += 1;
    }
    if (begins) grown.starts.push(grown.tokens.length);
    begins = false;
    grown.tokens.push(token);
    grown.pageOf.push(page);
  }
}

function tokensOfPages(pages: TextPage[]): Growing {
  const grown: Growing = { tokens: [], pageOf: [], starts: [] };
  let last: { text: string; document: number } | null = null;
  pages.forEach(({ text, document }, page) => {
    paragraphsOf(text).forEach((paragraph, at) => {
      const isRest =
        at === 0 &&
        last !== null &&
        last.document === document &&
        goesOn(last.text, paragraph.text);
      takeParagraph(grown, paragraph, page, !isRest);
      last = { text: paragraph.text, document };
    });
  });
  return grown;
}

/** Makes the pages of a publication's documents ready. */
export function readText(pages: TextPage[]): Text {
  const { tokens, pageOf, starts } = tokensOfPages(pages);
  const offsets: number[] = [];
  const having = new Map<string, number[]>();
  let length = 1;
  tokens.forEach(({ key }, at) => {
    offsets.push(length);
    length += key.length + 1;
    const same = having.get(key);
    if (same) same.push(at);
    else having.set(key, [at]);
  });
  const stream = ` ${tokens.map(({ key }) => `${key} `).join('')}`;
  const units = starts.map((from, at) => ({ from, to: starts[at + 1] ?? tokens.length }));
  const unitOf: number[] = [];
  const byKey = new Map<string, number[]>();
  units.forEach((unit, at) => {
    for (let token = unit.from; token < unit.to; token += 1) unitOf.push(at);
    const key = keyOf({ stream, offsets }, unit);
    const same = byKey.get(key);
    if (same) same.push(at);
    else byKey.set(key, [at]);
  });
  return { pages, tokens, pageOf, stream, offsets, having, units, unitOf, byKey };
}

/** All places at which words stand in a text, one after the other. @param key as `keyOf` has it */
export function placesOf(text: Text, key: string): Range[] {
  const keys = key.slice(1, -1).split(' ');
  let rarest = { at: 0, tokens: text.having.get(keys[0] ?? '') ?? [] };
  keys.forEach((one, at) => {
    const tokens = text.having.get(one) ?? [];
    if (tokens.length < rarest.tokens.length) rarest = { at, tokens };
  });
  return rarest.tokens.flatMap((token) => {
    const from = token - rarest.at;
    const offset = text.offsets[from];
    const stands = offset !== undefined && text.stream.startsWith(key, offset - 1);
    return stands ? { from, to: from + keys.length } : [];
  });
}

/** Words as they stand in the text, with a space where a page ends. */
export function wordsAt({ tokens, pageOf, pages }: Text, { from, to }: Range): string {
  const pieces: string[] = [];
  let start = from;
  for (let at = from + 1; at <= to; at += 1) {
    if (at < to && pageOf[at] === pageOf[start]) continue;
    const text = pages[pageOf[start] ?? 0]?.text ?? '';
    pieces.push(text.slice(tokens[start]?.start, tokens[at - 1]?.end));
    start = at;
  }
  return pieces.join(' ').replace(/\s+/g, ' ');
}
