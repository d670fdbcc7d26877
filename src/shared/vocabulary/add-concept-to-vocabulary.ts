import { vocabularyFacets } from '#shared/database/load-vocabulary.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { Concept } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { quoted } from '#shared/text/in-words.ts';
import { changingVocabulary } from './changing-vocabulary.ts';
import { freeLabel } from './used-concept.ts';

const slugOf = (label: string) =>
  label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80) || 'concept';

async function freeId(em: EntityManager, base: string): Promise<string> {
  for (let at = 1; ; at += 1) {
    const wanted = at === 1 ? base : `${base}-${at}`;
    if ((await em.count(Concept, { id: wanted })) === 0) return wanted;
  }
}

/** A concept of the group's own, with a name that is free. @throws {Invalid} with field label */
export async function newConcept(
  em: EntityManager,
  given: { label: string; facet: string; note?: string | null },
): Promise<Concept> {
  const { facet } = given;
  const label = await freeLabel(em, given.label);
  const id = await freeId(em, `${facet === 'region' ? 'region' : 'local'}-${slugOf(label)}`);
  const [last] = await em.find(Concept, {}, { orderBy: { position: 'desc' }, limit: 1 });
  return em.create(Concept, {
    id,
    facet,
    label,
    position: (last?.position ?? 0) + 1,
    expansions: {},
    note: given.note?.trim() || null,
    isLocal: true,
  });
}

/** Adds a concept of the group's own. @returns its id @throws {Invalid} with field label or facet */
export async function addConceptToVocabulary(
  services: Pick<Services, 'em' | 'clock'>,
  given: { label: string; facet: string; note?: string | null; by: Actor },
): Promise<string> {
  const { facet } = given;
  if (!vocabularyFacets.some(({ key }) => key === facet))
    throw new Invalid('Choose what kind of concept it is.', 'facet');
  let id = '';
  await changingVocabulary(services, given, async (em) => {
    const concept = await newConcept(em, given);
    id = concept.id;
    return {
      kind: 'added',
      concept: { id, label: concept.label },
      words: `${quoted(concept.label)} was added.`,
      after: { label: concept.label, facet },
      undo: {},
      publications: [],
    };
  });
  return id;
}
