import { LockMode } from '@mikro-orm/core';
import { announceToIndex } from '#shared/database/announce-to-index.ts';
import { giveVerdict, verdictOf } from '#shared/database/keep-as-used.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import {
  Link,
  type MergeRecord,
  PossibleDuplicate,
  Publication,
  PublicationConcept,
  Sighting,
  Tag,
} from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { personOf } from '../database/person-of.ts';

type Work = Pick<Services, 'em' | 'clock'>;

interface Decision {
  pairId: number;
  by: Actor;
}

/** Decides about one pair in a transaction that holds its row. */
async function deciding(
  { em, clock }: Work,
  given: Decision,
  from: PossibleDuplicate['state'][],
  decide: (em: EntityManager, pair: PossibleDuplicate, at: Date) => Promise<void>,
): Promise<void> {
  const at = clock();
  await em.transactional(async (em) => {
    const pair = await em.findOne(PossibleDuplicate, given.pairId, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    if (!pair) throw new NotFound('pair of publications', given.pairId);
    if (!from.includes(pair.state)) throw new Conflict('Somebody has decided about this pair.');
    await decide(em, pair, at);
    pair.decidedBy = pair.state === 'open' ? null : personOf(em, given.by);
    pair.decidedAt = pair.state === 'open' ? null : at;
  });
}

async function bothOf(em: EntityManager, pair: PossibleDuplicate, keptId: number) {
  const [first, second] = [pair.first.id, pair.second.id];
  if (keptId !== first && keptId !== second) throw new NotFound('publication', keptId);
  const kept = await em.findOneOrFail(Publication, keptId);
  const other = await em.findOneOrFail(Publication, keptId === first ? second : first);
  return { kept, other };
}

const told = (
  em: EntityManager,
  given: Decision,
  at: Date,
  action: string,
  kept: Publication,
  other: Publication,
) => {
  for (const [subject, with_] of [
    [kept, other],
    [other, kept],
  ] as const) {
    recordAudit(em, {
      by: given.by,
      at,
      action,
      subject: { type: 'publication', id: subject.id },
      after: { kept: kept.id, with: with_.id, label: with_.title },
    });
  }
};

/** Gives the kept one what people and sources said of the other, and notes it for the undo. */
async function moveInto(
  em: EntityManager,
  kept: Publication,
  other: Publication,
): Promise<MergeRecord> {
  const links = await em.find(Link, { publication: other });
  // What it quotes is looked for in what the kept one says.
  for (const link of links) Object.assign(link, { publication: kept, checkedVersion: null });

  const places = await em.find(Sighting, { publication: kept });
  const sightings: Sighting[] = [];
  for (const row of await em.find(Sighting, { publication: other })) {
    if (places.some(({ source, url }) => source === row.source && url === row.url)) continue;
    const { source, url, title, seenAt } = row;
    sightings.push(em.create(Sighting, { publication: kept, source, url, title, seenAt }));
  }

  const known = new Set(
    (await em.find(PublicationConcept, { publication: kept })).map(({ concept }) => concept.id),
  );
  const conceptIds: string[] = [];
  for (const row of await em.find(PublicationConcept, { publication: other })) {
    if (known.has(row.concept.id)) continue;
    conceptIds.push(row.concept.id);
    em.create(PublicationConcept, {
      publication: kept,
      concept: row.concept,
      acceptedBy: row.acceptedBy ?? null,
      acceptedAt: row.acceptedAt,
    });
  }

  const labels = new Set((await em.find(Tag, { publication: kept })).map(({ label }) => label));
  const tags: string[] = [];
  for (const row of await em.find(Tag, { publication: other })) {
    if (labels.has(row.label)) continue;
    tags.push(row.label);
    em.create(Tag, {
      publication: kept,
      label: row.label,
      addedBy: row.addedBy ?? null,
      addedAt: row.addedAt,
    });
  }
  await em.flush();
  return {
    status: other.status,
    setAsideReason: other.setAsideReason ?? null,
    setAsideNote: other.setAsideNote ?? null,
    linkIds: links.map(({ id }) => id),
    sightingIds: sightings.map(({ id }) => id),
    conceptIds,
    tags,
  };
}

/**
 * Merges a pair: the kept publication gets the other's sightings, links, themes and tags; the other
 * stays as a record, out of search and lists, and what sources offer of it goes to the kept one.
 *
 * @throws {NotFound} @throws {Conflict} when somebody decided already, or one was merged meanwhile
 */
export async function mergePublications(
  work: Work,
  given: Decision & { keptId: number },
): Promise<void> {
  await deciding(work, given, ['open', 'apart'], async (em, pair, at) => {
    const { kept, other } = await bothOf(em, pair, given.keptId);
    if (kept.mergedIntoId || other.mergedIntoId) {
      throw new Conflict('One of them was merged with another publication meanwhile.');
    }
    if (kept.takedown || other.takedown) {
      throw new Conflict('One of them was taken down, so they are not merged. Keep them apart.');
    }
    pair.merged = await moveInto(em, kept, other);
    pair.keptId = kept.id;
    pair.state = 'merged';
    // What either was before a link kept it is no longer what an undo would lead to.
    kept.keptWas = null;
    other.keptWas = null;
    other.mergedIntoId = kept.id;
    other.status = 'set-aside';
    other.setAsideReason = 'duplicate';
    other.setAsideNote = null;
    if (kept.status !== 'kept' && pair.merged.status === 'kept') {
      pair.merged = { ...pair.merged, keptWas: verdictOf(kept) };
      // Kept as the other was, so that it stands in the digest that the other stood in.
      giveVerdict(em, kept, { ...verdictOf(other), status: 'kept', reason: null, note: null });
      kept.siftedAt ??= at;
    }
    told(em, given, at, 'publication.merged', kept, other);
    announceToIndex(em, kept, at);
    announceToIndex(em, other, at, 'remove');
  });
}

/** Says that a pair is two publications. @throws {NotFound} @throws {Conflict} */
export async function keepApart(work: Work, given: Decision): Promise<void> {
  await deciding(work, given, ['open'], async (em, pair, at) => {
    pair.state = 'apart';
    const { kept, other } = await bothOf(em, pair, pair.first.id);
    told(em, given, at, 'publication.kept-apart', kept, other);
  });
}

/** Takes a decision back: a merge gives back what it moved. @throws {NotFound} @throws {Conflict} */
export async function undoDuplicateDecision(work: Work, given: Decision): Promise<void> {
  await deciding(work, given, ['merged', 'apart'], async (em, pair, at) => {
    const { kept, other } = await bothOf(em, pair, pair.keptId ?? pair.first.id);
    const record = pair.merged;
    if (pair.state === 'merged' && record) {
      const moved = { id: { $in: record.linkIds } };
      await em.nativeUpdate(Link, moved, { publication: other, checkedVersion: null });
      await em.nativeDelete(Sighting, { id: { $in: record.sightingIds } });
      await em.nativeDelete(PublicationConcept, {
        publication: kept,
        concept: { $in: record.conceptIds },
      });
      await em.nativeDelete(Tag, { publication: kept, label: { $in: record.tags } });
      other.mergedIntoId = null;
      other.status = record.status;
      other.setAsideReason = record.setAsideReason as Publication['setAsideReason'];
      other.setAsideNote = record.setAsideNote;
      if (record.keptWas && kept.status === 'kept') giveVerdict(em, kept, record.keptWas);
      announceToIndex(em, kept, at);
      announceToIndex(em, other, at);
    }
    pair.state = 'open';
    pair.keptId = null;
    pair.merged = null;
    told(em, given, at, 'publication.merge-undone', kept, other);
  });
}
