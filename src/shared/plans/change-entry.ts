import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { PlanEntry, ProgressNote, User } from '#shared/entities/index.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

type Work = Pick<Services, 'em' | 'clock'>;

export interface EntryChange {
  text?: string;
  ownerAgency?: string | null;
  leadRole?: string | null;
  dueOn?: string | null;
  status?: PlanEntry['status'];
  rag?: PlanEntry['rag'];
  successMeasure?: string | null;
  themes?: string[];
}

async function entryFor(
  em: Services['em'],
  entryId: number,
  revision?: number,
): Promise<PlanEntry> {
  const entry = await em.findOne(PlanEntry, entryId);
  if (!entry) throw new NotFound('plan entry', entryId);
  if (revision !== undefined && entry.revision !== revision) {
    throw new Conflict(
      'Somebody else changed this entry while you were writing. Look at it again, then make your change.',
    );
  }
  return entry;
}

/**
 * Changes an entry.
 *
 * @param given.revision what the person saw: another one now is a Conflict; left out, it is not checked
 */
export async function changeEntry(
  { em, clock }: Work,
  given: { entryId: number; revision?: number; change: EntryChange; by: Actor },
): Promise<PlanEntry> {
  const { change } = given;
  if (change.text !== undefined && !change.text.trim())
    throw new Invalid('Enter the recommendation or action', 'text');
  return em.transactional(async (em) => {
    const entry = await entryFor(em, given.entryId, given.revision);
    const names = (Object.keys(change) as (keyof EntryChange)[]).filter(
      (name) =>
        change[name] !== undefined &&
        JSON.stringify(change[name]) !== JSON.stringify(entry[name] ?? null),
    );
    if (names.length === 0) return entry;
    const before = Object.fromEntries(names.map((name) => [name, entry[name] ?? null]));
    Object.assign(entry, Object.fromEntries(names.map((name) => [name, change[name]])));
    recordAudit(em, {
      by: given.by,
      at: clock(),
      action: 'entry.changed',
      subject: { type: 'entry', id: entry.id },
      before,
      after: Object.fromEntries(names.map((name) => [name, change[name] ?? null])),
    });
    return entry;
  });
}

/** Adds a progress note, which is never changed afterwards, and sets status and colour with it. */
export async function noteProgress(
  { em, clock }: Work,
  given: {
    entryId: number;
    text: string;
    status?: PlanEntry['status'];
    rag?: PlanEntry['rag'];
    by: Actor;
  },
): Promise<ProgressNote> {
  const text = given.text.trim();
  if (!text) throw new Invalid('Say what progress there is', 'text');
  const at = clock();
  return em.transactional(async (em) => {
    const entry = await entryFor(em, given.entryId);
    const before = { status: entry.status, rag: entry.rag ?? null };
    entry.status = given.status ?? entry.status;
    if (given.rag !== undefined) entry.rag = given.rag;
    const note = em.create(ProgressNote, {
      entry,
      text,
      status: entry.status,
      rag: entry.rag ?? null,
      notedBy: given.by.userId === null ? null : em.getReference(User, given.by.userId),
      notedAt: at,
    });
    recordAudit(em, {
      by: given.by,
      at,
      action: 'entry.progress-noted',
      subject: { type: 'entry', id: entry.id },
      before,
      after: { status: entry.status, rag: entry.rag ?? null, note: text },
    });
    return note;
  });
}
