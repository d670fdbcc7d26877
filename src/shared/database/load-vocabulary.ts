import { type Clock, systemClock } from '#shared/clock.ts';
import taxonomy from '#shared/data/taxonomy.json' with { type: 'json' };
import { Concept, LocalWord, type LocalWordKind, StateValue } from '#shared/entities/index.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { alone } from './alone.ts';
import { announceVocabularyChange } from './announce-vocabulary-change.ts';
import type { EntityManager } from './open-database.ts';

/** A concept as the vocabulary file has it: what is left out is empty. */
type Written = Partial<ConceptTerms> & Pick<ConceptTerms, 'id' | 'label' | 'facet'>;

/** A concept of the vocabulary file with everything in its place. */
export const conceptTerms = (written: object): ConceptTerms => {
  const concept = written as Written;
  return {
    id: concept.id,
    label: concept.label,
    facet: concept.facet,
    synonyms: concept.synonyms ?? [],
    abbreviations: concept.abbreviations ?? [],
    expansions: concept.expansions ?? {},
    hints: concept.hints ?? [],
    related: concept.related ?? [],
    needsContext: concept.needsContext ?? [],
    excludeWhen: concept.excludeWhen ?? [],
    retired: concept.retired ?? [],
    note: concept.note ?? null,
  };
};

const shippedState = 'vocabulary.shipped';
const shipped = contentHash(JSON.stringify(taxonomy.concepts));

/**
 * Brings the concepts that come with the product into the database: all of them into an empty one,
 * what an update has changed or added into one that has them. Local names stand apart and stay.
 */
export async function loadVocabulary(em: EntityManager, clock: Clock = systemClock): Promise<void> {
  const known = await em.findOne(StateValue, { name: shippedState });
  if (known?.value === shipped) return;
  const isEmpty = (await em.count(Concept)) === 0;
  const rows = taxonomy.concepts.map((concept, position) => ({
    ...conceptTerms(concept),
    position,
  }));
  const changedAt = clock();
  // Several processes may start on the same database: whoever comes second waits for all of it.
  await alone(em, async (own) => {
    const renamed = await own.find(Concept, { shippedLabel: { $ne: null } });
    const ours = renamed.map(({ id, label }) => ({ id, label }));
    await own.upsertMany(Concept, rows, { onConflictAction: 'merge' });
    // What the group calls a concept stays, whatever it is shipped as.
    for (const { id, label } of ours) {
      const shippedLabel = rows.find((row) => row.id === id)?.label ?? label;
      await own.nativeUpdate(Concept, { id }, { label, shippedLabel });
    }
    await own.upsert(StateValue, { name: shippedState, value: shipped, changedAt });
    if (!isEmpty) await announceVocabularyChange(own, changedAt);
  });
}

/** The facets of the vocabulary in the order they are shown: [{key: "harm", label: "Harm"}]. */
export const vocabularyFacets: readonly { key: string; label: string }[] = taxonomy.facets;

interface Names {
  synonyms: string[];
  abbreviations: string[];
  retired: string[];
}

/** Names of a concept, local ones behind those as shipped. */
function namesOf(concept: Concept, words: LocalWord[]): Names {
  const own = words.filter((word) => word.concept.id === concept.id);
  const local = (kind: LocalWordKind) =>
    own.filter((word) => word.kind === kind).map(({ text }) => text);
  return {
    synonyms: [...concept.synonyms, ...local('synonym')],
    abbreviations: [...concept.abbreviations, ...local('abbreviation')],
    retired: [...concept.retired, ...local('retired')],
  };
}

/** Names of a concept with those of all that were merged into it: their labels are names too. */
function withMerged(concept: Concept, all: Concept[], words: LocalWord[]): Names {
  const merged = all.filter(
    ({ mergedIntoId, id }) => mergedIntoId === concept.id && id !== concept.id,
  );
  return merged
    .map((one) => ({ label: one.label, ...withMerged(one, all, words) }))
    .reduce<Names>(
      (names, one) => ({
        synonyms: [...names.synonyms, one.label, ...one.synonyms],
        abbreviations: [...names.abbreviations, ...one.abbreviations],
        retired: [...names.retired, ...one.retired],
      }),
      namesOf(concept, words),
    );
}

/**
 * The vocabulary as the database holds it, in its own order: local names behind those as shipped, and
 * what was merged into another as names of that one.
 */
export async function readVocabulary(em: EntityManager): Promise<ConceptTerms[]> {
  const concepts = await em.find(Concept, {}, { orderBy: { position: 'asc', id: 'asc' } });
  const words = await em.find(LocalWord, {}, { orderBy: { id: 'asc' } });
  return concepts
    .filter(({ mergedIntoId }) => !mergedIntoId)
    .map((concept) => ({
      id: concept.id,
      label: concept.label,
      facet: concept.facet,
      ...withMerged(concept, concepts, words),
      expansions: concept.expansions,
      hints: concept.hints,
      related: concept.related,
      needsContext: concept.needsContext,
      excludeWhen: concept.excludeWhen,
      note: concept.note ?? null,
      ...(concept.retiredAt && { isRetired: true }),
    }));
}
