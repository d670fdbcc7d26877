import { announceToIndex } from '#shared/database/announce-to-index.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import {
  AlertLine,
  Assessment,
  AuditEntry,
  Candidate,
  DigestChoice,
  DigestLeftOut,
  DigestLine,
  Document,
  Identifier,
  Link,
  Passage,
  PossibleDuplicate,
  type Publication,
  Sighting,
  Suggestion,
  Tag,
  Version,
} from '#shared/entities/index.ts';
import { Conflict, Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { changePublication } from './change-publication.ts';
import { offerWithoutText } from './offer-without-text.ts';
import { personOf } from './person-of.ts';
import { keepTakedown, readTakedowns, type TakedownEntry } from './takedown-journal.ts';

type Work = Pick<Services, 'em' | 'clock' | 'config'>;

export interface Takedown {
  publicationId: number;
  /** Why, as a sentence; it stays. */
  reason: string;
  by: Actor;
}

/** How far an erasure goes besides the publication's own text. */
export interface Extent {
  /** Also what people wrote about it: assessments, rationales, notes, tags, and the audit's copies. */
  withNotes: boolean;
  /** Also its title, where that names somebody. */
  withTitle: boolean;
}

const erasedWords = 'Erased';
const erasedTitle = 'Title erased';

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

/** The text of every version. When and how each was read stays, as proof without words. */
async function eraseVersions(em: EntityManager, publication: Publication): Promise<void> {
  for (const version of await em.find(Version, { publication }, { populate: ['content'] })) {
    version.content = (version.content ?? []).map((document) => ({
      ...document,
      title: '',
      pages: [],
    }));
    version.changeNote = null;
  }
}

/** All text of the publication itself, in every version and every place that quotes it. */
async function eraseItsText(em: EntityManager, publication: Publication): Promise<void> {
  const documents = await em.find(Document, { publication });
  await em.nativeDelete(Passage, { document: { $in: documents.map(({ id }) => id) } });
  await em.nativeUpdate(Document, { publication }, { headings: [], textProblem: null });
  await eraseVersions(em, publication);
  await em.nativeUpdate(Suggestion, { publication }, { passage: null, words: [] });
  await em.nativeUpdate(Link, { publication }, { quote: null });
  await em.nativeUpdate(DigestLine, { publication }, { summary: null });
  await em.nativeUpdate(AlertLine, { publication }, { passage: null, words: [] });
  const candidates = await em.find(Candidate, { publication });
  for (const candidate of candidates) {
    candidate.offer = offerWithoutText(candidate.offer, candidate.offer.title);
    candidate.state = 'recorded';
    candidate.nextAttemptAt = null;
  }
  publication.summary = null;
  publication.textProblem = null;
  publication.fingerprint = null;
  publication.recheckAt = null;
}

/** What people wrote about it. That they did, and when, stays. */
async function eraseNotes(em: EntityManager, publication: Publication): Promise<void> {
  await em.nativeUpdate(Assessment, { publication }, { meaning: null });
  await em.nativeUpdate(Link, { publication }, { rationale: erasedWords });
  await em.nativeUpdate(
    Link,
    { publication, removedReason: { $ne: null } },
    { removedReason: erasedWords },
  );
  await em.nativeUpdate(DigestLine, { publication }, { meaning: null });
  await em.nativeUpdate(DigestLine, { publication, again: { $ne: null } }, { again: erasedWords });
  await em.nativeUpdate(
    DigestChoice,
    { publication, reason: { $ne: null } },
    { reason: erasedWords },
  );
  await em.nativeUpdate(DigestLeftOut, { publication }, { reason: erasedWords });
  await em.nativeDelete(Tag, { publication });
  publication.setAsideNote = null;
  await em.nativeUpdate(
    AuditEntry,
    {
      subjectType: 'publication',
      subjectId: String(publication.id),
      action: { $nin: ['publication.restricted', 'publication.erased', 'publication.restored'] },
    },
    { before: null, after: null, reason: null },
  );
}

async function eraseTitle(em: EntityManager, publication: Publication): Promise<void> {
  publication.title = erasedTitle;
  await em.nativeUpdate(Version, { publication }, { title: erasedTitle });
  await em.nativeUpdate(Document, { publication }, { title: erasedTitle });
  await em.nativeUpdate(Sighting, { publication }, { title: erasedTitle });
  await em.nativeUpdate(DigestLine, { publication }, { title: erasedTitle });
  for (const candidate of await em.find(Candidate, { publication })) {
    candidate.offer = { ...candidate.offer, title: erasedTitle };
  }
}

async function erase(em: EntityManager, publication: Publication, extent: Extent): Promise<void> {
  await eraseItsText(em, publication);
  await em.nativeDelete(PossibleDuplicate, {
    state: 'open',
    $or: [{ first: publication }, { second: publication }],
  });
  if (extent.withNotes) await eraseNotes(em, publication);
  if (extent.withTitle) await eraseTitle(em, publication);
}

function reasonOf(given: Takedown): string {
  const reason = given.reason.trim();
  if (!reason) throw new Invalid('Say why', 'reason');
  return reason;
}

/**
 * Restricts a publication: its text is kept, but neither shown nor searched, until that is lifted.
 *
 * @throws {NotFound} @throws {Invalid} without a reason @throws {Conflict} when it is taken down already
 */
export async function restrictPublication(work: Work, given: Takedown): Promise<void> {
  const reason = reasonOf(given);
  await changePublication(work, given, async (em, publication, at) => {
    if (publication.takedown) throw new Conflict('It was taken down already.');
    mark(em, publication, 'restricted', { reason, by: given.by }, at);
    keepTakedown(
      work.config,
      await journalEntry(em, publication, { kind: 'restricted', reason, by: given.by }, at),
    );
    return { action: 'publication.restricted', after: { takedown: 'restricted' }, reason };
  });
}

/** Lifts a restriction. @throws {NotFound} @throws {Conflict} when there is none */
export async function liftRestriction(work: Work, given: Takedown): Promise<void> {
  const reason = reasonOf(given);
  await changePublication(work, given, async (em, publication, at) => {
    if (publication.takedown !== 'restricted') {
      throw new Conflict('It is not restricted: what was erased cannot be brought back.');
    }
    mark(em, publication, null, { reason, by: given.by }, at);
    keepTakedown(
      work.config,
      await journalEntry(em, publication, { kind: 'lifted', reason, by: given.by }, at),
    );
    return { action: 'publication.restored', after: { takedown: null }, reason };
  });
}

/**
 * Erases a publication's text for good: from pages, index, versions, API and, at their next start,
 * restored backups. Address, hashes, times, who and why stay.
 *
 * @throws {NotFound} @throws {Invalid} without a reason @throws {Conflict} when it was erased already
 */
export async function erasePublication(work: Work, given: Takedown & Extent): Promise<void> {
  const reason = reasonOf(given);
  await changePublication(work, given, async (em, publication, at) => {
    if (publication.takedown === 'erased') throw new Conflict('Its text was erased already.');
    mark(em, publication, 'erased', { reason, by: given.by }, at);
    const kept = await journalEntry(em, publication, { ...given, kind: 'erased', reason }, at);
    await erase(em, publication, given);
    keepTakedown(work.config, kept);
    const { withNotes, withTitle } = given;
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
        if (kind === 'erased') await erase(em, publication, entry);
        announceToIndex(em, publication, work.clock());
        return { action: `publication.${kind}`, after: { takedown: kind }, reason: entry.reason };
      },
    );
    applied += 1;
  }
  return applied;
}
