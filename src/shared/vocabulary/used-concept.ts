import { LockMode } from '@mikro-orm/core';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import { Concept } from '#shared/entities/index.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import { quoted } from '#shared/text/in-words.ts';
import { knownFor, usableName } from './add-local-word.ts';

/** A change of one concept by a person. */
export interface ConceptByPerson {
  conceptId: string;
  /** What the person saw of it; left out, it is not checked. */
  seen?: Seen | undefined;
  by: Actor;
}

/** Facets whose concepts are facts with provenance: these are added and renamed, not merged or retired. */
const facts = ['type', 'region'];

export const isFact = ({ facet }: { facet: string }): boolean => facts.includes(facet);

/**
 * A concept that is about to be changed, its row held.
 *
 * @throws {NotFound} @throws {ChangedMeanwhile} @throws {Conflict} where it is part of another by now
 */
export async function usedConcept(
  em: EntityManager,
  { conceptId, seen }: ConceptByPerson,
): Promise<Concept> {
  const concept = await em.findOne(Concept, conceptId, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  });
  if (!concept) throw new NotFound('concept', conceptId);
  await checkSeen(em, conceptId, seen);
  if (concept.mergedIntoId)
    throw new Conflict(`${quoted(concept.label)} was merged into another concept already.`);
  return concept;
}

/** A name that means nothing else. @throws {Invalid} with field label */
export async function freeLabel(em: EntityManager, given: string, own?: string): Promise<string> {
  let label: string;
  try {
    label = usableName(given, 'synonym');
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw new Invalid(error.message, 'label', { cause: error });
  }
  const known = knownFor(label, await readVocabulary(em));
  if (known && known.id !== own)
    throw new Invalid(`${quoted(label)} means ${quoted(known.label)} already.`, 'label');
  return label;
}
