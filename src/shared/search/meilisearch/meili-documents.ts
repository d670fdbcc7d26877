import { createHash } from 'node:crypto';
import { stemOf } from '#shared/text/words.ts';
import {
  type Analysed,
  type AnalysedPublication,
  isSpellingMaterial,
  stemsWithBreaks,
} from '../analyse-publication.ts';
import type { Facet } from '../facets-of.ts';
import type { PublicationDocument } from '../publication-document.ts';
import type { FacetName } from '../search-index.ts';
import { mayTell, mostPassagesRead } from '../telling-words.ts';
import { facetValue } from './facet-value.ts';

/** Words that an attribute may have: Meilisearch drops what stands beyond position 65,535 of one. */
const mostWords = 50_000;
/** Telling words kept for "similar publications". */
const mostTelling = 120;
/** A full stop is a hard separator to Meilisearch: no phrase crosses it. */
const passageBreak = ' . ';

/** How often a stem stands in title, headings, summary, concepts and body; a number is body alone. */
export type Frequencies = number | [number, number, number, number, number];

/** A publication as Meilisearch holds it. Texts are stems; what people read is in the passages. */
export interface MeiliPublication {
  id: number;
  number: number;
  name: string;
  title: string;
  headings: string;
  summary: string;
  concepts: string;
  /** Split, because one attribute holds no more than 65,535 words. */
  body: Record<string, string>;
  /** Every word as written (folded), once: what spelling is corrected against. */
  words: Record<string, string>;
  /** How often each stem stands where: ranking is ours. */
  tf: Record<string, Frequencies>;
  titleWords: number;
  length: number;
  telling: [stem: string, word: string, count: number][];
  /** "20260901"; 0 when nobody said. */
  day: number;
  firstSeen: number;
  national: number;
  /** Facet values, encoded; `wide` counts suggested concepts too. */
  f: Partial<Record<FacetName, string[]>>;
  wide: Partial<Record<FacetName, string[]>>;
  /** Of which texts there are vectors, or that there are none. Only where an embedder is set. */
  meant?: string;
}

/** A passage as Meilisearch holds it. */
export interface MeiliPassage {
  id: string;
  publication: number;
  document: number;
  page: number | null;
  position: number;
  stems: string;
  text: string;
}

/** Splits words into attributes that are short enough. */
function split(parts: string[][], between: string): Record<string, string> {
  const attributes: string[][] = [[]];
  let length = 0;
  for (const part of parts) {
    for (let start = 0; start < part.length; start += mostWords) {
      const piece = part.slice(start, start + mostWords);
      // A hard separator takes eight positions.
      if (length + piece.length + 8 > mostWords && length > 0) {
        attributes.push([]);
        length = 0;
      }
      attributes.at(-1)?.push(piece.join(' '));
      length += piece.length + 8;
    }
  }
  return Object.fromEntries(attributes.map((texts, at) => [String(at), texts.join(between)]));
}

function frequencies(columns: string[][]): Record<string, Frequencies> {
  const counts = new Map<string, [number, number, number, number, number]>();
  for (const [column, stems] of columns.entries()) {
    for (const stem of stems) {
      const known = counts.get(stem) ?? [0, 0, 0, 0, 0];
      known[column] = (known[column] ?? 0) + 1;
      counts.set(stem, known);
    }
  }
  return Object.fromEntries(
    [...counts].map(([stem, all]) => {
      const [title, headings, summary, concepts, body] = all;
      return [stem, title + headings + summary + concepts === 0 ? body : all];
    }),
  );
}

function telling(title: string[], body: Analysed[]): MeiliPublication['telling'] {
  const seen = new Map<string, { word: string; count: number }>();
  const count = (word: string, times: number) => {
    if (!mayTell(word)) return;
    const stem = stemOf(word);
    const known = seen.get(stem);
    if (known) known.count += times;
    else seen.set(stem, { word, count: times });
  };
  for (const word of title) count(word, 4);
  for (const { words } of body) for (const word of words) count(word, 1);
  return [...seen]
    .sort(([, a], [, b]) => b.count - a.count)
    .slice(0, mostTelling)
    .map(([stem, { word, count: times }]) => [stem, word, times]);
}

/** A word as written, in letters that no stem begins with. */
export const asWritten = (word: string): string => `zq${word}`;

const encoded = (facets: Facet[], isWide: boolean) => {
  const values: Partial<Record<FacetName, string[]>> = {};
  for (const { name, value, isSuggested } of facets) {
    if (isSuggested && !isWide) continue;
    const facet = name as FacetName;
    values[facet] = [...(values[facet] ?? []), facetValue(value)];
  }
  return values;
};

const passageId = (publication: number, position: number) => `${publication}-${position}`;

const compoundStems = ({ compounds }: Analysed) => compounds.map(stemOf);
/** All that is counted of a field. */
const stemsIn = (texts: Analysed[]) =>
  texts.flatMap((text) => [...text.stems, ...compoundStems(text)]);
const field = (texts: Analysed[]) => stemsWithBreaks(texts, passageBreak);

/** A publication in the shape that Meilisearch is given. */
function meiliPublication(
  document: PublicationDocument,
  analysed: AnalysedPublication,
): MeiliPublication {
  const { title, headings, summary, concepts, body, words } = analysed;
  const columns = [[title], headings, [summary], concepts, body].map(stemsIn);
  return {
    id: document.id,
    number: document.number,
    name: document.title,
    title: field([title]),
    headings: field(headings),
    summary: field([summary]),
    concepts: field(concepts),
    body: split(
      body.flatMap((text) => [text.stems, ...compoundStems(text).map((stem) => [stem])]),
      passageBreak,
    ),
    // Set apart, so that no pairs of neighbours are kept for them.
    words: split(
      [...words].map((word) => [asWritten(word)]),
      passageBreak,
    ),
    tf: frequencies(columns),
    titleWords: title.words.length,
    length: analysed.length,
    telling: telling(title.words, body.slice(1, 1 + mostPassagesRead)),
    day: Number((document.publishedOn ?? '').replaceAll('-', '')) || 0,
    firstSeen: document.firstSeenAt,
    national: analysed.isNational ? 1 : 0,
    f: encoded(analysed.facets, false),
    wide: encoded(analysed.facets, true),
  };
}

/** A publication and its passages in the shape that Meilisearch is given, and its spelling material. */
export function meiliDocuments(
  document: PublicationDocument,
  analysed: AnalysedPublication,
): { publication: MeiliPublication; passages: MeiliPassage[]; words: string[] } {
  const [, ...passages] = analysed.body;
  return {
    publication: meiliPublication(document, analysed),
    passages: document.passages.map(({ documentId, page, text }, position) => ({
      id: passageId(document.id, position),
      publication: document.id,
      document: documentId,
      page,
      position,
      stems: field(passages.slice(position, position + 1)),
      text,
    })),
    words: [...analysed.words].filter(isSpellingMaterial),
  };
}

/** A short name for a set of wordings, made of letters that no text has together. */
export const tokenOf = (wordings: string[]): string =>
  `xv${createHash('sha1')
    .update([...wordings].sort().join('|'))
    .digest('hex')
    .slice(0, 16)}`;
