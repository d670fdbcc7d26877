import { announceVocabularyChange } from '#shared/database/announce-vocabulary-change.ts';
import { recordMethodChange } from '#shared/database/note-method-change.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import {
  Concept,
  LocalWord,
  Publication,
  PublicationConcept,
  SuggestionRule,
  Tag,
  User,
  VocabularyChange,
  type VocabularyUndo,
} from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { announceAll } from './changing-vocabulary.ts';
import { putSearchesBack, putThemesBack } from './follow-concept.ts';
import { moveSuggestionsBack, reopenSuggestions } from './suggestions-of-concept.ts';
import { touchedByConcept } from './touched-by.ts';

interface Who {
  by: Actor;
  at: Date;
}

const userOf = (em: EntityManager, id: number | null) =>
  id === null ? null : em.getReference(User, id);

async function giveBack(em: EntityManager, concept: Concept, undo: VocabularyUndo) {
  const { other = '', moved = [], both = [] } = undo;
  const given = await em.find(PublicationConcept, { id: { $in: moved }, concept: other });
  for (const row of given) row.concept = concept;
  for (const { publication, acceptedBy, acceptedAt } of both) {
    if (!(await em.findOne(Publication, publication))) continue;
    if (await em.findOne(PublicationConcept, { publication, concept })) continue;
    em.create(PublicationConcept, {
      publication,
      concept,
      acceptedBy: userOf(em, acceptedBy),
      acceptedAt: new Date(acceptedAt),
    });
  }
  return [
    ...given.map(({ publication }) => publication.id),
    ...both.map(({ publication }) => publication),
  ];
}

/** Rows back where they were, but for what somebody changed since. @returns their publications */
async function moveBack(
  em: EntityManager,
  concept: Concept,
  { undo, changedAt }: VocabularyChange,
  who: Who,
): Promise<number[]> {
  const { other = '', suggestions = [], closed = [], entries = [], searches = [] } = undo;
  const given = await giveBack(em, concept, undo);
  const open = await moveSuggestionsBack(em, suggestions, { from: other, into: concept });
  await putThemesBack(em, entries, who);
  await putSearchesBack(em, searches);
  return [...given, ...open, ...(await reopenSuggestions(em, closed, changedAt))];
}

/** @returns the publications whose concepts changed */
async function unmerge(
  em: EntityManager,
  concept: Concept,
  change: VocabularyChange,
  who: Who,
): Promise<number[]> {
  const { wasRetiredAt, rules = [], other = '' } = change.undo;
  await em.nativeUpdate(SuggestionRule, { id: { $in: rules }, concept: other }, { concept });
  concept.mergedIntoId = null;
  concept.retiredAt = wasRetiredAt ? new Date(wasRetiredAt) : null;
  return moveBack(em, concept, change, who);
}

/** The same of a split; what was made for it and is not in use goes. */
async function unsplit(
  em: EntityManager,
  concept: Concept,
  change: VocabularyChange,
  who: Who,
): Promise<number[]> {
  const touched = await moveBack(em, concept, change, who);
  const other = await em.findOne(Concept, change.undo.other ?? '');
  await em.flush();
  if (other && change.undo.isMade && !(await isInUse(em, other))) em.remove(other);
  return touched;
}

async function isInUse(em: EntityManager, concept: Concept): Promise<boolean> {
  const { publications, entries, suggestions } = await touchedByConcept(em, concept);
  const facts = await em.count(Publication, {
    $or: [{ type: concept.id }, { region: concept.id }],
  });
  const parts = await em.count(Concept, { mergedIntoId: concept.id });
  return publications.count + entries.count + suggestions + facts + parts > 0;
}

async function takeOut(em: EntityManager, concept: Concept): Promise<void> {
  if (await isInUse(em, concept))
    throw new Conflict('It is in use by now: merge it into another, or retire it.');
  em.remove(concept);
}

async function undoTags(em: EntityManager, undo: VocabularyUndo): Promise<number[]> {
  const touched: number[] = [];
  for (const { id, label } of undo.tags ?? []) {
    const row = await em.findOne(Tag, id);
    if (!row) continue;
    row.label = label;
    touched.push(row.publication.id);
  }
  for (const { publication, label, addedBy, addedAt } of undo.bothTags ?? []) {
    if (!(await em.findOne(Publication, publication))) continue;
    if (await em.findOne(Tag, { publication, label })) continue;
    em.create(Tag, {
      publication,
      label,
      addedBy: userOf(em, addedBy),
      addedAt: new Date(addedAt),
    });
    touched.push(publication);
  }
  await putSearchesBack(em, undo.searches ?? []);
  return touched;
}

async function callAsBefore(em: EntityManager, concept: Concept, undo: VocabularyUndo) {
  if (undo.label === undefined) return;
  concept.label = undo.label;
  if (concept.shippedLabel === undo.label) concept.shippedLabel = null;
  if (undo.localWordId) await em.nativeDelete(LocalWord, { id: undo.localWordId });
}

async function undoOfConcept(
  em: EntityManager,
  change: VocabularyChange,
  who: Who,
): Promise<number[]> {
  const { kind, undo, changedAt } = change;
  const concept = await em.findOne(Concept, change.conceptId ?? '');
  if (!concept) throw new Conflict('The concept is not there any more.');
  if (kind === 'merged') return unmerge(em, concept, change, who);
  if (kind === 'split') return unsplit(em, concept, change, who);
  if (kind === 'added') await takeOut(em, concept);
  if (kind === 'renamed') await callAsBefore(em, concept, undo);
  if (kind !== 'retired') return [];
  concept.retiredAt = null;
  return reopenSuggestions(em, undo.closed ?? [], changedAt);
}

/** Changes of the same concept since; of tags each stands alone. */
const laterThan = (em: EntityManager, { id, conceptId }: VocabularyChange) =>
  conceptId === null
    ? 0
    : em.count(VocabularyChange, { id: { $gt: id }, undoneAt: null, conceptId });

function tell(em: EntityManager, { id, conceptId, words }: VocabularyChange, who: Who): void {
  const after = { undone: words };
  if (conceptId) {
    const subject = { type: 'concept', id: conceptId } as const;
    const change = { ...who, action: 'vocabulary.undone', subject, after };
    recordMethodChange(em, change, { name: words });
  } else recordAudit(em, { ...who, action: 'tags.undone', subject: { type: 'tags', id }, after });
}

/**
 * Takes a change back: rows as they were, but for what somebody changed since. Of one concept the
 * latest goes first.
 *
 * @returns what was done and is no more, as a sentence
 * @throws {NotFound} @throws {Conflict} when it was undone already, or cannot be any more
 */
export async function undoVocabularyChange(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { changeId: number; by: Actor },
): Promise<string> {
  const at = clock();
  const who = { by: given.by, at };
  return em.transactional(async (em) => {
    const change = await em.findOne(VocabularyChange, given.changeId);
    if (!change) throw new NotFound('change', given.changeId);
    if (change.undoneAt) throw new Conflict('That was undone already.');
    if ((await laterThan(em, change)) > 0)
      throw new Conflict('It was changed again since: undo that first.');
    const touched =
      change.kind === 'tags'
        ? await undoTags(em, change.undo)
        : await undoOfConcept(em, change, who);
    change.undoneAt = at;
    await em.flush();
    await announceAll(em, touched, at);
    if (change.conceptId) await announceVocabularyChange(em, at);
    tell(em, change, who);
    return change.words;
  });
}
