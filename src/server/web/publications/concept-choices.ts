import { vocabularyFacets } from '#shared/database/load-vocabulary.ts';
import { type ConceptLabel, conceptLabels } from '#shared/library/concept-labels.ts';
import type { Services } from '#shared/services.ts';
import type { ConceptChoices } from './themes-and-tags.tsx';

/** All concepts of one facet, in the vocabulary's order. */
export async function conceptsOf(
  { em }: Pick<Services, 'em'>,
  facet: string,
): Promise<ConceptLabel[]> {
  return [...(await conceptLabels(em)).values()].filter(
    (concept) => concept.facet === facet && !concept.isRetired,
  );
}

/** Concepts that a person may give, by facet; type and region are facts instead. */
export async function conceptChoices({ em }: Pick<Services, 'em'>): Promise<ConceptChoices[]> {
  const concepts = [...(await conceptLabels(em)).values()].filter(({ isRetired }) => !isRetired);
  return vocabularyFacets
    .filter(({ key }) => key !== 'type' && key !== 'region')
    .map(({ key, label }) => ({ label, concepts: concepts.filter(({ facet }) => facet === key) }));
}
