import type { FoundWords } from '../finding.ts';
import type { Part } from '../quoted-parts.ts';
import { isDisowned, isNearChild, isOfAgency, isOfGrown, speaksOfChild } from './context.ts';
import { indexPhrases } from './phrase-index.ts';
import { blamingRows } from './phrases.ts';
import { guides, reasons } from './reasons.ts';
import type { BlamingRow } from './rows.ts';

const placesIn = indexPhrases(blamingRows);

const capitalised = (words: string, like: string) =>
  /^\p{Lu}/u.test(like) ? words.charAt(0).toUpperCase() + words.slice(1) : words;

function betterOf({ better }: BlamingRow, words: string): string | null {
  if (better === null) return null;
  return capitalised(typeof better === 'string' ? better : better(words), words);
}

const whyOf = ({ why }: BlamingRow) =>
  `${reasons[why].text} See “${guides[reasons[why].guide].replace(/ \((.*)\)$/, '” ($1)')}.`;

/** Are the words said of a child, as the row asks? */
function isMeant(row: BlamingRow, sentence: string, start: number, end: number): boolean {
  const before = sentence.slice(0, start);
  if (isOfGrown(before)) return false;
  if (row.of && isOfAgency(before)) return false;
  return row.of !== 'child-near' || isNearChild(before, sentence.slice(end));
}

/**
 * Words that blame or label a child, in a text whose sentences are given.
 *
 * @returns every place, overlapping ones too
 */
export function findBlaming(text: string, sentences: readonly Part[]): FoundWords[] {
  return sentences.flatMap((part, at) => {
    const sentence = text.slice(part.start, part.end);
    const isOfChild = speaksOfChild(text.slice(sentences[at - 1]?.start ?? part.start, part.end));
    return placesIn(sentence).flatMap(({ row, start, end }) => {
      if ((row.of && !isOfChild) || !isMeant(row, sentence, start, end)) return [];
      if (isDisowned(sentence, start, end)) return [];
      const place = { start: part.start + start, end: part.start + end };
      return [{ ...place, better: betterOf(row, sentence.slice(start, end)), why: whyOf(row) }];
    });
  });
}
