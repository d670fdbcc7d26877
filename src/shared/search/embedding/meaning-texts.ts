import { contentHash } from '#shared/text/hash.ts';
import type { PublicationDocument } from '../publication-document.ts';

/** A text of a publication that gets a vector. */
export interface MeaningText {
  /** Which of the publication's passages it is; null: the publication as a whole. */
  passage: number | null;
  text: string;
}

/** Characters of a text that are sent: no passage is longer, and small models read no more. */
const longest = 1200;
/** Characters of a publication that are read as one text: our own model sees no more of them. */
const longestWhole = 3000;
/** Passages of a publication that get a vector: a few very long ones would be most of the index. */
const mostPassages = 200;

const hasWords = (text: string) => /[\p{L}\p{N}]/u.test(text);

type Texts = Pick<PublicationDocument, 'title' | 'summary' | 'passages'>;

const passageTexts = ({ passages }: Texts): MeaningText[] =>
  passages
    .slice(0, mostPassages)
    .map(({ text }, passage) => ({ passage, text: text.slice(0, longest).trim() }))
    .filter(({ text }) => hasWords(text));

/**
 * What is sent to an outside embedder of a publication: its title with its summary, and each passage by
 * itself. Measured (all-MiniLM-L6-v2, our own questions, nDCG@10 of meaning alone): 0.73 so, 0.71
 * with the title before each passage, 0.56 with one text of title, summary and the beginning.
 */
export function meaningTexts(document: Texts): MeaningText[] {
  const { title, summary } = document;
  const text = [title, summary].filter(Boolean).join('\n').slice(0, longest).trim();
  return [...(hasWords(text) ? [{ passage: null, text }] : []), ...passageTexts(document)];
}

/**
 * What our own model reads of a publication, as one text: title, summary, and as much of the beginning
 * as it sees. Each passage by itself would be ten to a hundred times the work.
 */
export function wholeText({ title, summary, passages }: Texts): string | null {
  let text = [title, summary].filter(Boolean).join('\n');
  for (const passage of passages) {
    if (text.length > longestWhole) break;
    text += `\n${passage.text}`;
  }
  const cut = text.slice(0, longestWhole).trim();
  return hasWords(cut) ? cut : null;
}

/** What is read of a plan entry: what it asks for, and by what its success is measured. */
export const entryText = (entry: { text: string; successMeasure?: string | null }): string =>
  [entry.text, entry.successMeasure].filter(Boolean).join('\n').trim();

/** Passages of a publication, for those of which the closest is shown. */
export const passagesToRead = (document: Texts): MeaningText[] => passageTexts(document);

/** Tells whether vectors are of these texts still. */
export const hashOfTexts = (texts: MeaningText[]): string =>
  contentHash(texts.map(({ passage, text }) => `${passage ?? 'title'} ${text}`).join('\n'));
