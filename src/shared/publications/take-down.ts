import { announceToIndex } from '#shared/database/announce-to-index.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { askForSweep } from '#shared/database/sweep-state.ts';
import { Identifier, Publication } from '#shared/entities/index.ts';
import { Conflict, Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { changePublication, type Told } from '../database/change-publication.ts';
import { personOf } from '../database/person-of.ts';
import { type Extent, eraseText } from './erase-text.ts';
import { keepTakedown, readTakedowns, type TakedownEntry } from './takedown-journal.ts';

type Work = Pick<Services, 'em' | 'clock' | 'config'>;

export interface Takedown {
  publicationId: number;
  /** Why, as a sentence; it stays. */
  reason: string;
  by: Actor;
}

async function journalEntry(
  em: EntityManager,
  publication: Publication,
  given: Omit<Takedown, 'publicationId'> & Partial<Extent> & { kind: TakedownEntry['kind'] },
  at: Date,
): Promise<TakedownEntry> {
  const identifiers = await em.find(Identifier, { publication });
  return {
    at: at.toISOString(),
    by: given.by.name,
    kind: given.kind,
    reason: given.reason,
    withNotes: given.withNotes ?? false,
    withTitle: given.withTitle ?? false,
    identifiers: identifiers.map(({ scheme, value }) => ({ scheme, value })),
  };
}

function mark(
  em: EntityManager,
  publication: Publication,
  kind: 'restricted' | 'erased' | null,
  given: { reason: string; by: Actor },
  at: Date,
): void {
  publication.takedown = kind;
  publication.takenDownAt = kind ? at : null;
  publication.takenDownBy = kind ? personOf(em, given.by) : null;
  publication.takedownReason = kind ? given.reason : null;
}

function reasonOf(given: Takedown): string {
  const reason = given.reason.trim();
  if (!reason) throw new Invalid('Say why', 'reason');
  return reason;
}

/**
 * A publication and all that a person found to be the same: they are one thing, so that what is taken
 * down of one is taken down of all, and a link that a merge moved quotes none of them.
 */
async function sameAs(em: EntityManager, publication: Publication): Promise<Publication[]> {
  const family = new Map([[publication.id, publication]]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    const ids = [...family.keys()];
    const into = [...family.values()].flatMap(({ mergedIntoId }) => mergedIntoId ?? []);
    const found = await em.find(Publication, {
      $or: [{ mergedIntoId: { $in: ids } }, { id: { $in: into } }],
    });
    for (const one of found) family.set(one.id, one);
  }
  return [...family.values()].filter((one) => one !== publication);
}

/** Does the same to a publication and to all that are the same as it, in one transaction. */
async function takingDown(
  work: Work,
  given: Takedown,
  take: (em: EntityManager, publication: Publication, at: Date) => Promise<Told | null>,
): Promise<void> {
  await changePublication(work, given, async (em, publication, at) => {
    const told = await take(em, publication, at);
    if (!told) return null;
    for (const other of await sameAs(em, publication)) {
      const toldOfOther = await take(em, other, at);
      if (!toldOfOther) continue;
      const subject = { type: 'publication', id: other.id };
      recordAudit(em, { by: given.by, at, subject, ...toldOfOther });
      announceToIndex(em, other, at);
    }
    return told;
  });
}

/**
 * Restricts a publication: its text is kept, but neither shown nor searched, until that is lifted.
 *
 * @throws {NotFound} @throws {Invalid} without a reason @throws {Conflict} when it is taken down already
 */
export async function restrictPublication(work: Work, given: Takedown): Promise<void> {
  const reason = reasonOf(given);
  const { by, publicationId } = given;
  await takingDown(work, given, async (em, publication, at) => {
    if (publication.takedown) {
      if (publication.id !== publicationId) return null;
      throw new Conflict('It was taken down already.');
    }
    mark(em, publication, 'restricted', { reason, by }, at);
    const kind = 'restricted' as const;
    keepTakedown(work.config, await journalEntry(em, publication, { kind, reason, by }, at));
    return { action: 'publication.restricted', after: { takedown: 'restricted' }, reason };
  });
}

/** Lifts a restriction. @throws {NotFound} @throws {Conflict} when there is none */
export async function liftRestriction(work: Work, given: Takedown): Promise<void> {
  const reason = reasonOf(given);
  const { by, publicationId } = given;
  await takingDown(work, given, async (em, publication, at) => {
    if (publication.takedown !== 'restricted') {
      if (publication.id !== publicationId) return null;
      throw new Conflict('It is not restricted: what was erased cannot be brought back.');
    }
    mark(em, publication, null, { reason, by }, at);
    const kind = 'lifted' as const;
    keepTakedown(work.config, await journalEntry(em, publication, { kind, reason, by }, at));
    return { action: 'publication.restored', after: { takedown: null }, reason };
  });
}

/**
 * Erases a publication's text for good: from pages, index, versions, API and, at their next start,
 * restored backups; the worker sweeps it out of the files. Address, hashes, times, who and why stay.
 *
 * @throws {NotFound} @throws {Invalid} without a reason @throws {Conflict} when it was erased already
 */
export async function erasePublication(work: Work, given: Takedown & Extent): Promise<void> {
  const reason = reasonOf(given);
  const { withNotes, withTitle, publicationId } = given;
  await takingDown(work, given, async (em, publication, at) => {
    if (publication.takedown === 'erased') {
      if (publication.id !== publicationId) return null;
      throw new Conflict('Its text was erased already.');
    }
    mark(em, publication, 'erased', { reason, by: given.by }, at);
    const kept = await journalEntry(em, publication, { ...given, kind: 'erased', reason }, at);
    await eraseText(em, publication, given);
    await askForSweep(em, { publicationId: publication.id, at });
    keepTakedown(work.config, kept);
    return {
      action: 'publication.erased',
      after: { takedown: 'erased', withNotes, withTitle },
      reason,
    };
  });
}

/**
 * Takes down again what the journal says was taken down, when the database is an older copy.
 *
 * @returns how many publications were taken down again
 */
export async function reapplyTakedowns(work: Work): Promise<number> {
  const last = new Map<string, TakedownEntry>();
  for (const entry of readTakedowns(work.config)) {
    const name = JSON.stringify(
      entry.identifiers.map(({ scheme, value }) => `${scheme} ${value}`).sort(),
    );
    last.set(name, entry);
  }
  let applied = 0;
  for (const entry of last.values()) {
    if (entry.kind === 'lifted' || entry.identifiers.length === 0) continue;
    const em = work.em.fork();
    const found = await em.findOne(
      Identifier,
      { $or: entry.identifiers },
      { populate: ['publication'] },
    );
    if (!found || found.publication.takedown === entry.kind) continue;
    const by: Actor = { userId: null, name: `${entry.by}, as kept in the journal` };
    await changePublication(
      { ...work, em },
      { publicationId: found.publication.id, by },
      async (em, publication) => {
        const { kind } = entry;
        if (kind === 'lifted') return null;
        mark(em, publication, kind, { reason: entry.reason, by }, new Date(entry.at));
        if (kind === 'erased') {
          await eraseText(em, publication, entry);
          await askForSweep(em, { publicationId: publication.id, at: work.clock() });
        }
        announceToIndex(em, publication, work.clock());
        return { action: `publication.${kind}`, after: { takedown: kind }, reason: entry.reason };
      },
    );
    applied += 1;
  }
  return applied;
}
