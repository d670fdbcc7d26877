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

/** What concepts are called and which facet they belong to. */
export interface ConceptLookup {
  facetOf(concept: string): string | undefined;
  namesOf(concept: string): string[];
}

/** Looks concepts up in the vocabulary; those that are not in it have neither facet nor names. */
export function conceptLookup(vocabulary: ConceptTerms[]): ConceptLookup {
  const byId = new Map(vocabulary.map((concept) => [concept.id, concept]));
  return {
    facetOf: (id) => byId.get(id)?.facet,
    namesOf: (id) => {
      const concept = byId.get(id);
      return concept ? conceptNames(concept) : [];
    },
  };
}
