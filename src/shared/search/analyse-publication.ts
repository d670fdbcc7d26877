import { compoundsOf, stemOf, wordsOf } from '#shared/text/words.ts';
import type { ConceptLookup } from './concept-names.ts';
import { type Facet, facetsOf } from './facets-of.ts';
import { isNational } from './is-national.ts';
import type { PublicationDocument } from './publication-document.ts';

/** A text as our analyser has it: what engines are given is stems, whatever their own analysers do. */
export interface Analysed {
  stems: string[];
  /** The same words as written, folded. */
  words: string[];
  /** Words written with a hyphen as they read without it: beside their parts, not among them. */
  compounds: string[];
}

export function analyse(text: string): Analysed {
  const words = wordsOf(text).map(({ folded }) => folded);
  const compounds = compoundsOf(text).map(({ folded }) => folded);
  return { words, stems: words.map(stemOf), compounds };
}

/**
 * The stems of texts of one field, one text after the other, then the compounds: a break stands
 * wherever no phrase may reach across.
 *
 * @param breakWord what an engine is given for a break
 */
export function stemsWithBreaks(texts: Analysed[], breakWord: string): string {
  const compounds = texts.flatMap((text) => text.compounds.map(stemOf));
  return [...texts.map(({ stems }) => stems.join(' ')), ...compounds].join(breakWord);
}

/** A publication taken apart as every engine indexes it. */
export interface AnalysedPublication {
  title: Analysed;
  headings: Analysed[];
  summary: Analysed;
  /** What its accepted concepts are called. */
  concepts: Analysed[];
  /** Publisher and passages: the publisher's name is found like a word of the text. */
  body: Analysed[];
  /** Every word as written, once; the vocabulary's names are not among them. */
  words: ReadonlySet<string>;
  /** Words of all fields together, compounds among them. */
  length: number;
  facets: Facet[];
  /** Statutory, or of a national body. */
  isNational: boolean;
}

/** Takes a publication apart. Of `body`, the first is the publisher, the others are its passages in order. */
export function analysePublication(
  document: PublicationDocument,
  { facetOf, namesOf }: ConceptLookup,
): AnalysedPublication {
  const title = analyse(document.title);
  const headings = document.headings.map(analyse);
  const summary = analyse(document.summary);
  const concepts = document.concepts.flatMap(namesOf).map(analyse);
  const body = [document.publisher, ...document.passages.map(({ text }) => text)].map(analyse);
  return {
    title,
    headings,
    summary,
    concepts,
    body,
    words: new Set(
      [title, ...headings, summary, ...body].flatMap(({ words, compounds }) => [
        ...words,
        ...compounds,
      ]),
    ),
    length: [title, ...headings, summary, ...concepts, ...body].reduce(
      (sum, { stems, compounds }) => sum + stems.length + compounds.length,
      0,
    ),
    facets: facetsOf(document, facetOf),
    isNational: isNational(document),
  };
}

/** Words shorter or longer than this are not spelling material. */
const shortestWord = 4;
const longestWord = 24;

/** Whether what is misspelt may be corrected to this word of the library. */
export const isSpellingMaterial = (word: string): boolean =>
  word.length >= shortestWord && word.length <= longestWord && /^[a-z]+$/.test(word);
