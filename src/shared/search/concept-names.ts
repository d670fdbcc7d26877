import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { stemsOf } from '#shared/text/words.ts';

const key = (text: string) => stemsOf(text).join(' ');

/** "Cuckooing / home takeover" is a heading, not something that stands in a text. */
const isNatural = (label: string) => !/[/,()]|\band\b/.test(label);

/** What a text calls the concept: its label, unless that is a heading, and its synonyms. */
export const namesInTexts = ({ label, synonyms }: ConceptTerms): string[] => [
  ...(isNatural(label) ? [label] : []),
  ...synonyms,
];

/** Abbreviations that mean the concept itself: "PSHE" is only a part of education. */
export function ownAbbreviations(concept: ConceptTerms): string[] {
  const names = new Set([concept.label, ...concept.synonyms].map(key));
  return concept.abbreviations.filter((short) => {
    const phrase = concept.expansions[short];
    return phrase === undefined || names.has(key(phrase));
  });
}

/** Names by which a publication is found that was accepted under the concept. */
export const conceptNames = (concept: ConceptTerms): string[] => [
  ...new Set([concept.label, ...concept.synonyms, ...ownAbbreviations(concept)]),
];
