import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '#shared/database/open-database.ts';
import { Concept, PublicationConcept, SuggestionRule } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { quoted } from '#shared/text/in-words.ts';
import { changingVocabulary } from './changing-vocabulary.ts';
import { changeSearches, changeThemes } from './follow-concept.ts';
import { moveSuggestions } from './suggestions-of-concept.ts';
import { type ConceptByPerson, isFact, usedConcept } from './used-concept.ts';

/** Gives publications another concept instead: rows moved, and what those had that have it already. */
export async function moveGiven(
  em: EntityManager,
  { from, into, of }: { from: Concept; into: Concept; of?: ReadonlySet<number> },
) {
  const rows = await em.find(PublicationConcept, { concept: { $in: [from.id, into.id] } });
  const has = new Set(
    rows.filter(({ concept }) => concept.id === into.id).map(({ publication }) => publication.id),
  );
  const own = rows.filter(
    ({ concept, publication }) => concept.id === from.id && (!of || of.has(publication.id)),
  );
  const moved = own.filter(({ publication }) => !has.has(publication.id));
  const double = own.filter(({ publication }) => has.has(publication.id));
  const both = double.map(({ publication, acceptedBy, acceptedAt }) => ({
    publication: publication.id,
    acceptedBy: acceptedBy?.id ?? null,
    acceptedAt: acceptedAt.toISOString(),
  }));
  for (const row of moved) row.concept = into;
  for (const row of double) em.remove(row);
  return {
    moved: moved.map(({ id }) => id),
    both,
    touched: own.map(({ publication }) => publication.id),
  };
}

/** Another concept of the same kind that is in use. @throws {Invalid} with field into */
export async function otherConcept(
  em: EntityManager,
  from: Concept,
  into: string,
): Promise<Concept> {
  const other = await em.findOne(Concept, into, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  });
  if (!other || other.mergedIntoId || other.retiredAt || other.id === from.id)
    throw new Invalid('Choose another concept that is in use.', 'into');
  if (other.facet !== from.facet || isFact(from))
    throw new Invalid(
      'Only concepts of one kind become one, and types and regions are facts.',
      'into',
    );
  return other;
}

/**
 * Makes one concept of two: what had the first has the second, in publications, suggestions, plan
 * entries and saved searches, and its names mean the second.
 *
 * @returns the id of the change
 * @throws {Invalid} with field into, where they are of different kinds or facts
 */
export const mergeConcepts = (
  services: Pick<Services, 'em' | 'clock'>,
  given: ConceptByPerson & { into: string },
): Promise<number | null> =>
  changingVocabulary(services, given, async (em, at) => {
    const from = await usedConcept(em, given);
    const into = await otherConcept(em, from, given.into);
    const suggested = await moveSuggestions(em, { from, into }, at);
    const { touched, ...givenRows } = await moveGiven(em, { from, into });
    const follow = { from: from.id, to: [into.id] };
    const entries = await changeThemes(em, follow, { by: given.by, at });
    const searches = await changeSearches(em, [from.facet], { from: [from.id], to: [into.id] });
    const rules = await em.find(SuggestionRule, { concept: from });
    for (const rule of rules) rule.concept = into;
    const wasRetired = from.retiredAt ? { wasRetiredAt: from.retiredAt.toISOString() } : {};
    from.mergedIntoId = into.id;
    from.retiredAt ??= at;
    const { suggestions, closed } = suggested;
    return {
      kind: 'merged',
      concept: { id: from.id, label: from.label },
      words: `${quoted(from.label)} became part of ${quoted(into.label)}.`,
      before: { mergedIntoId: null },
      after: { mergedIntoId: into.id, label: into.label },
      undo: {
        other: into.id,
        ...givenRows,
        ...wasRetired,
        suggestions,
        closed,
        entries,
        searches,
        rules: rules.map(({ id }) => id),
      },
      publications: [...touched, ...suggested.touched],
    };
  });
