import { type Publication, PublicationConcept } from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { counted, quoted } from '#shared/text/in-words.ts';
import { newConcept } from './add-concept-to-vocabulary.ts';
import { changingVocabulary } from './changing-vocabulary.ts';
import { changeSearches, changeThemes } from './follow-concept.ts';
import { moveGiven, otherConcept } from './merge-concepts.ts';
import { moveSuggestions } from './suggestions-of-concept.ts';
import { type ConceptByPerson, isFact, usedConcept } from './used-concept.ts';

export interface Splitting extends ConceptByPerson {
  /** The name of a new concept of its kind; or `into`. */
  label?: string | undefined;
  /** Another concept of its kind that is there already. */
  into?: string | undefined;
  /** Those that have the other one instead. */
  publicationIds: number[];
}

/**
 * Makes two concepts of one: the publications that are named have the other one instead. Plan entries and
 * saved searches that had the one have both, so that nothing falls out of them.
 *
 * @returns the id of the change, and of the other concept
 * @throws {Invalid} with field label, into or publicationIds
 */
export async function splitConcept(
  services: Pick<Services, 'em' | 'clock'>,
  given: Splitting,
): Promise<{ changeId: number; into: string }> {
  let into = '';
  const changeId = await changingVocabulary(services, given, async (em, at) => {
    const from = await usedConcept(em, given);
    if (isFact(from))
      throw new Invalid('Types and regions are facts: correct those instead.', 'label');
    const of = new Set(given.publicationIds);
    const has = await em.count(PublicationConcept, {
      concept: from,
      publication: { $in: [...of] },
    });
    if (has === 0) throw new Invalid('Tick at least one publication that has it', 'publicationIds');
    const isMade = !given.into;
    const other = given.into
      ? await otherConcept(em, from, given.into)
      : await newConcept(em, { label: given.label ?? '', facet: from.facet });
    await em.flush();
    into = other.id;
    const suggested = await moveSuggestions(em, { from, into: other, of }, at);
    const { touched, ...givenRows } = await moveGiven(em, { from, into: other, of });
    const both = [from.id, other.id];
    const entries = await changeThemes(em, { from: from.id, to: both }, { by: given.by, at });
    const searches = await changeSearches(em, [from.facet], { from: [from.id], to: both });
    const { suggestions, closed } = suggested;
    return {
      kind: 'split',
      concept: { id: from.id, label: from.label },
      words: `${quoted(other.label)} was split off ${quoted(from.label)}, with ${counted(has, 'publication')}.`,
      after: { concept: other.id, label: other.label, publications: has },
      undo: { other: other.id, isMade, ...givenRows, suggestions, closed, entries, searches },
      publications: [...touched, ...suggested.touched],
    };
  });
  return { changeId: changeId ?? 0, into };
}

/** Publications that are shown to choose from: those of before are split off in a second go. */
const most = 300;

/** The publications that have a concept, the newest first. */
export async function publicationsWith(
  { em }: Pick<Services, 'em'>,
  conceptId: string,
): Promise<{ total: number; items: NamedPublication[] }> {
  const [rows, total] = await em.findAndCount(
    PublicationConcept,
    { concept: conceptId },
    {
      populate: ['publication'],
      orderBy: { publication: { publishedOn: 'desc', id: 'desc' } },
      limit: most,
    },
  );
  const named = ({ publication }: { publication: Publication }) => namedPublication(publication);
  return { total, items: rows.map(named) };
}
