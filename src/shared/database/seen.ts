import { createHash } from 'node:crypto';
import { wrap } from '@mikro-orm/core';
import {
  Assessment,
  Assignment,
  Concept,
  Deferral,
  Digest,
  EntryRecord,
  Link,
  LocalWord,
  PlanEntry,
  ProgressNote,
  Publication,
  PublicationConcept,
  SavedSearch,
  SiftCriteria,
  Source,
  Suggestion,
  Tag,
} from '#shared/entities/index.ts';
import { ChangedMeanwhile, NotFound } from '#shared/errors.ts';
import type { EntityManager } from './open-database.ts';
import { whoChanged } from './who-changed.ts';

/** What people may change of a thing, by field, in an order that stays. */
type State = Record<string, unknown>;

const assessmentFields = ['relevance', 'evidenceStrength', 'impact', 'horizon', 'meaning'] as const;

const sourceFields = [
  ...(['name', 'publisher', 'publisherType', 'url', 'query', 'licence', 'region'] as const),
  ...(['mayShow', 'note', 'isVerified', 'isPaused', 'includesFirstScan'] as const),
];

const pick = <Row extends object>(row: Row | null, fields: readonly (keyof Row & string)[]) =>
  Object.fromEntries(fields.map((field) => [field, row?.[field] ?? null]));

/** Of a publication that nobody has assessed, nothing is said yet. */
async function assessmentOf(em: EntityManager, publication: number): Promise<State | null> {
  const row = await em.findOne(Assessment, { publication });
  const isThere = row !== null || (await em.count(Publication, { id: publication })) > 0;
  return isThere ? pick(row, assessmentFields) : null;
}

/** What waits for whom, until when: in words, which name nobody but by their address. */
async function siftOf(em: EntityManager, publication: number): Promise<State> {
  const deferral = await em.findOne(Deferral, { publication });
  const asked = await em.findOne(Assignment, { publication }, { populate: ['to'] });
  const isAsked = asked && !asked.answeredAt;
  return {
    later: deferral ? `${deferral.week} ${deferral.why}` : null,
    assignedTo: isAsked ? `${asked.to.email}${asked.note ? `: ${asked.note}` : ''}` : null,
  };
}

async function publicationOf(em: EntityManager, id: number): Promise<State | null> {
  const row = await em.findOne(Publication, id);
  if (!row) return null;
  const tags = await em.find(Tag, { publication: id });
  const concepts = await em.find(PublicationConcept, { publication: id });
  const decided = await em.find(Suggestion, { publication: id, state: { $ne: 'open' } });
  const links = await em.find(Link, { publication: id, removedAt: null });
  return {
    ...pick(row, ['title', 'publisher']),
    // A day that nobody gave is none, to people.
    publishedOn: row.publishedOnBasis === 'first-seen' ? null : (row.publishedOn ?? null),
    ...pick(row, ['type', 'region', 'status', 'setAsideReason', 'setAsideNote']),
    ...pick(row, ['takedown', 'showsGoneText', 'mergedIntoId', 'supersededById']),
    tags: tags.map(({ label }) => label),
    concepts: concepts.map(({ concept }) => concept.id),
    suggestions: decided.map(({ id, state }) => `${id} ${state}`),
    links: links.map(({ id, bearing, rationale }) => `${id} ${bearing} ${rationale}`),
    assessment: await assessmentOf(em, id),
    ...(await siftOf(em, id)),
  };
}

async function entryOf(em: EntityManager, id: number): Promise<State | null> {
  const row = await em.findOne(PlanEntry, id);
  if (!row) return null;
  const { id: _, revision: __, position: ___, ...fields } = wrap(row).toPOJO();
  return {
    ...fields,
    notes: await em.count(ProgressNote, { entry: id }),
    records: await em.count(EntryRecord, { entry: id }),
  };
}

async function linkOf(em: EntityManager, id: number): Promise<State | null> {
  const row = await em.findOne(Link, id);
  if (!row) return null;
  return {
    ...pick(row, ['bearing', 'rationale', 'removedReason']),
    removedAt: row.removedAt?.toISOString() ?? null,
    heldAt: row.heldAt?.toISOString() ?? null,
    revisions: row.earlier.length,
  };
}

async function conceptOf(em: EntityManager, id: string): Promise<State | null> {
  const row = await em.findOne(Concept, id);
  if (!row) return null;
  const names = await em.find(LocalWord, { concept: id });
  return {
    ...pick(row, ['label', 'note', 'mergedIntoId']),
    isRetired: !!row.retiredAt,
    names: names.map(({ kind, text }) => `${kind} ${text}`),
  };
}

async function sourceOf(em: EntityManager, id: number): Promise<State | null> {
  const row = await em.findOne(Source, id);
  return row && pick(row, sourceFields);
}

/** There is one for all, whatever its id. */
async function criteriaOf(em: EntityManager): Promise<State> {
  const row = await em.findOne(SiftCriteria, { id: { $gt: 0 } }, { orderBy: { id: 'desc' } });
  return { text: row?.text ?? null };
}

const searchFields = ['name', 'parameters', 'isShared'] as const;

async function searchOf(em: EntityManager, id: number): Promise<State | null> {
  const row = await em.findOne(SavedSearch, id);
  return row && pick(row, searchFields);
}

async function digestOf(em: EntityManager, week: string): Promise<State | null> {
  const row = await em.findOne(Digest, { week });
  return row && pick(row, ['intro']);
}

/**
 * What two people may change at once, and what of it: one row is all that a further thing needs. What
 * only the worker writes is left out, since it contradicts nobody's change. An assessment goes by the id
 * of its publication.
 */
const changeables = {
  publication: { stateOf: publicationOf, audited: 'publication' },
  assessment: { stateOf: assessmentOf, audited: 'publication' },
  link: { stateOf: linkOf, audited: null },
  entry: { stateOf: entryOf, audited: 'entry' },
  source: { stateOf: sourceOf, audited: 'source' },
  concept: { stateOf: conceptOf, audited: 'concept' },
  criteria: { stateOf: criteriaOf, audited: 'criteria' },
  search: { stateOf: searchOf, audited: 'search' },
  digest: { stateOf: digestOf, audited: 'digest' },
} as const;

export type Changeable = keyof typeof changeables;

/** A number, but for concepts and digests, which go by their week. */
type Id = number | string;

/** What somebody saw of a thing before they changed it. */
export interface Seen {
  /** Any of these may be as it was seen: an assessment is part of its publication. */
  of: readonly Changeable[];
  /** Tags as `seenTag` makes them. */
  tags: readonly string[];
  /** The fields that are to be changed; all when left out. */
  fields?: readonly string[] | undefined;
}

/** A list is a set: forms and files send it in orders of their own. An empty box is nothing. */
const comparable = (value: unknown) =>
  Array.isArray(value) ? [...value].sort() : value === '' ? null : (value ?? null);

/** 48 bits: a change of one field that this does not see is one in 10^14. */
const markOf = (value: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(comparable(value)))
    .digest('base64url')
    .slice(0, 8);

const tagOf = (state: State) => Object.values(state).map(markOf).join('.');

/** The mark that a tag has of a field; undefined in a tag of something else, or of another version. */
function markIn(tag: string, state: State, field: string): string | undefined {
  const names = Object.keys(state);
  const marks = tag.split('.');
  return marks.length === names.length ? marks[names.indexOf(field)] : undefined;
}

/** As it is now, whatever this unit of work has seen before; in its transaction, if it is in one. */
async function stateNow(em: EntityManager, kind: Changeable, id: Id): Promise<State> {
  const own = em.fork({ clear: true, keepTransactionContext: true });
  const stateOf: (em: EntityManager, id: never) => Promise<State | null> =
    changeables[kind].stateOf;
  const state = await stateOf(own, id as never);
  if (!state) throw new NotFound(kind, id);
  return state;
}

/**
 * A tag that is another after every change that a person makes to the thing: a mark of each field, so
 * that two tags say which fields differ. To be asked for *before* what is shown is read.
 *
 * @throws {NotFound}
 */
export const seenTag = async (em: EntityManager, kind: Changeable, id: Id): Promise<string> =>
  tagOf(await stateNow(em, kind, id));

/**
 * What somebody else changed meanwhile; null when it is as it was seen.
 *
 * @param seen what the person saw; without it nothing is checked
 */
export async function changedMeanwhile(
  em: EntityManager,
  id: Id,
  seen: Seen | undefined,
): Promise<ChangedMeanwhile | null> {
  const [kind] = seen?.of ?? [];
  if (!seen || !kind) return null;
  const states: State[] = [];
  for (const one of seen.of) states.push(await stateNow(em, one, id));
  const changedSince = (tag: string, state: State) =>
    (seen.fields ?? Object.keys(state)).filter(
      (field) => markIn(tag, state, field) !== markOf(state[field]),
    );
  const isAsSeen = seen.tags.some((tag) =>
    states.some((state) => changedSince(tag, state).length === 0),
  );
  if (isAsSeen) return null;
  const [state = {}] = states;
  const [tag = ''] = seen.tags;
  const changed = changedSince(tag, state);
  return new ChangedMeanwhile({
    what: kind,
    tag: tagOf(state),
    changed: Object.fromEntries(changed.map((field) => [field, state[field]])),
    by: await whoChanged(em, { type: changeables[kind].audited, id }, changed),
    isAsSeen: (field, value) => markIn(tag, state, field) === markOf(value),
  });
}

/**
 * Lets a change go on if nobody changed meanwhile what it changes. It stands in the transaction that holds
 * the row, before the change.
 *
 * @throws {ChangedMeanwhile}
 */
export async function checkSeen(em: EntityManager, id: Id, seen: Seen | undefined): Promise<void> {
  const changed = await changedMeanwhile(em, id, seen);
  if (changed) throw changed;
}
