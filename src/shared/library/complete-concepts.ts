import { readVocabulary, vocabularyFacets } from '#shared/database/load-vocabulary.ts';
import type { Services } from '#shared/services.ts';
import { wordsOf } from '#shared/text/words.ts';

export interface CompletedConcept {
  id: string;
  label: string;
  facet: string;
  facetLabel: string;
}

/** How well a name fits what was typed: 0 begins with it, 1 has its words, null does not fit. */
function fitOf(name: string, typed: string[]): number | null {
  const words = wordsOf(name).map(({ folded }) => folded);
  if (typed.every((start, at) => words[at]?.startsWith(start))) return 0;
  return typed.every((start) => words.some((word) => word.startsWith(start))) ? 1 : null;
}

/** Concepts with a name that has these words, the last of which may be half typed; labels first. */
export async function completeConcepts(
  { em }: Pick<Services, 'em'>,
  given: { text: string; limit: number },
): Promise<CompletedConcept[]> {
  const typed = wordsOf(given.text).map(({ folded }) => folded);
  if (typed.length === 0) return [];
  const facets = new Map(vocabularyFacets.map(({ key, label }) => [key, label]));
  const best = (names: string[]) =>
    Math.min(...names.map((name) => fitOf(name, typed) ?? Number.POSITIVE_INFINITY));
  return (await readVocabulary(em))
    .map(({ id, label, facet, synonyms, abbreviations }) => ({
      fit: Math.min(best([label]), best([...abbreviations, ...synonyms]) + 2),
      concept: { id, label, facet, facetLabel: facets.get(facet) ?? facet },
    }))
    .filter(({ fit }) => Number.isFinite(fit))
    .sort((a, b) => a.fit - b.fit)
    .slice(0, given.limit)
    .map(({ concept }) => concept);
}
