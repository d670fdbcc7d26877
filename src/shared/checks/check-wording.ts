import {
  findAbbreviations,
  type SpellOut,
  speltOutIn,
} from './abbreviations/find-abbreviations.ts';
import { findBlaming } from './blaming/find-blaming.ts';
import type { FoundWords, WordingFinding, WordingKind, WordingText } from './finding.ts';
import { findIdentifying } from './identifying/find-identifying.ts';
import { isWithin, quotedParts } from './quoted-parts.ts';
import { sentencesOf } from './sentences.ts';

/** Of what overlaps, the longest stays: one place is told once a kind. */
function longestOf(found: readonly FoundWords[]): FoundWords[] {
  const byLength = found.toSorted((a, b) => b.end - b.start - (a.end - a.start));
  const kept: FoundWords[] = [];
  for (const one of byLength) {
    if (!kept.some(({ start, end }) => one.start < end && start < one.end)) kept.push(one);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}

/**
 * What to look at before a document leaves: language that blames or labels children, signs of
 * identifying detail, abbreviations that are never spelt out. Other people's words are marked, and
 * have no better wording. Pure: the same texts give the same findings.
 *
 * @param texts all texts of the document, in order: an abbreviation may be spelt out in any of them
 * @returns the findings, by text and place
 */
export function checkWording(
  texts: readonly WordingText[],
  spellOut: SpellOut = () => null,
): WordingFinding[] {
  const isSpelt = speltOutIn(texts.map(({ text }) => text).join('\n'), spellOut);
  return texts.flatMap(({ text, isQuotation }, of) => {
    const sentences = sentencesOf(text);
    const quoted = isQuotation ? [{ start: 0, end: text.length }] : quotedParts(text);
    const byKind: [WordingKind, FoundWords[]][] = [
      ['blaming', findBlaming(text, sentences)],
      ['identifying', findIdentifying(text, sentences)],
      ['abbreviation', findAbbreviations(text, isSpelt, spellOut)],
    ];
    const named = byKind.find(([kind]) => kind === 'identifying')?.[1] ?? [];
    // Initials of a person are no abbreviation.
    const isOther = (kind: WordingKind, one: FoundWords) =>
      kind !== 'abbreviation' || !isWithin(one, named);
    return byKind
      .flatMap(([kind, found]) =>
        longestOf(found.filter((one) => isOther(kind, one))).map(({ start, end, better, why }) => {
          const isQuoted = isWithin({ start, end }, quoted);
          const words = text.slice(start, end);
          return { kind, of, start, end, words, better: isQuoted ? null : better, why, isQuoted };
        }),
      )
      .toSorted((a, b) => a.start - b.start);
  });
}
