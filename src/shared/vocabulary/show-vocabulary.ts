import { vocabularyFacets } from '#shared/database/load-vocabulary.ts';
import { Concept, LocalWord, type LocalWordKind } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

export interface ShownLocalWord {
  id: number;
  kind: LocalWordKind;
  text: string;
  addedBy: string | null;
  addedAt: Date;
}

export interface ShownConcept {
  id: string;
  label: string;
  facet: string;
  facetLabel: string;
  note: string | null;
  /** As shipped. */
  synonyms: string[];
  abbreviations: string[];
  retired: string[];
  related: { id: string; label: string }[];
  local: ShownLocalWord[];
  isRetired: boolean;
  /** What it was merged into. */
  instead: { id: string; label: string } | null;
}

const facetLabels = new Map(vocabularyFacets.map(({ key, label }) => [key, label]));

function shown(concept: Concept, labels: Map<string, string>, words: LocalWord[]): ShownConcept {
  return {
    id: concept.id,
    label: concept.label,
    facet: concept.facet,
    facetLabel: facetLabels.get(concept.facet) ?? concept.facet,
    note: concept.note ?? null,
    synonyms: concept.synonyms,
    abbreviations: concept.abbreviations,
    retired: concept.retired,
    related: concept.related.flatMap((id) => {
      const label = labels.get(id);
      return label === undefined ? [] : [{ id, label }];
    }),
    isRetired: !!concept.retiredAt,
    instead: concept.mergedIntoId
      ? {
          id: concept.mergedIntoId,
          label: labels.get(concept.mergedIntoId) ?? concept.mergedIntoId,
        }
      : null,
    local: words.map(({ id, kind, text, addedBy, addedAt }) => ({
      id,
      kind,
      text,
      addedBy: addedBy?.name ?? addedBy?.email ?? null,
      addedAt,
    })),
  };
}

/** The vocabulary in its own order, with the local names of each concept; what was merged is left out. */
export async function showVocabulary(work: Pick<Services, 'em'>): Promise<ShownConcept[]> {
  return (await everyConcept(work)).filter(({ instead }) => !instead);
}

async function everyConcept({ em }: Pick<Services, 'em'>): Promise<ShownConcept[]> {
  const concepts = await em.find(Concept, {}, { orderBy: { position: 'asc' } });
  const words = await em.find(LocalWord, {}, { populate: ['addedBy'], orderBy: { text: 'asc' } });
  const labels = new Map(concepts.map(({ id, label }) => [id, label]));
  const wordsOf = Map.groupBy(words, ({ concept }) => concept.id);
  return concepts.map((concept) => shown(concept, labels, wordsOf.get(concept.id) ?? []));
}

/** One concept with its names. @throws {NotFound} */
export async function showConcept(
  work: Pick<Services, 'em'>,
  conceptId: string,
): Promise<ShownConcept> {
  const concept = (await everyConcept(work)).find(({ id }) => id === conceptId);
  if (!concept) throw new NotFound('concept', conceptId);
  return concept;
}
