import { personOf } from '#shared/database/person-of.ts';
import { type PlanEntry, ProgressNote } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { lawfulChange } from '../fields/changed-entry.ts';
import type { EntryChange } from '../fields/entry-fields.ts';
import { textRule } from '../fields/field-kinds.ts';
import { keptBy } from '../fields/kept-by.ts';
import { knownFor } from '../fields/known-for.ts';
import { checkedChange } from '../fields/read-value.ts';
import { setFields } from '../fields/set-fields.ts';
import { changeEntry, type EntryByPerson } from './change-entry.ts';
import { ownersOf } from './owners-of.ts';

/** What a note of progress may say. */
export const noteRule = textRule(5000, 'Say what progress there is');

function mustOwn(entry: PlanEntry, owner: string | null | undefined): void {
  if (owner && !ownersOf(entry).includes(owner))
    throw new Invalid('Choose one of the owners of this entry', 'owner');
}

/**
 * Adds a progress note, which is never changed afterwards, and sets status, colour and what else is
 * said of progress with it. A note about one owner's part says how that part is, and leaves the entry
 * as a whole alone.
 *
 * @throws {Invalid} @throws {NotFound} @throws {Conflict}
 */
export async function noteProgress(
  services: Pick<Services, 'em' | 'clock'>,
  {
    text: said,
    owner,
    ...given
  }: EntryByPerson & { text: string; owner?: string | null | undefined } & EntryChange,
): Promise<void> {
  const text = keptBy(noteRule, said, 'text');
  const { entryId, revision, seen, by, ...change } = given;
  await changeEntry(services, { entryId, revision, seen, by }, async (em, entry, at) => {
    mustOwn(entry, owner);
    const was = { status: entry.status, rag: entry.rag ?? null };
    const checked = checkedChange(change, await knownFor(em));
    const part = owner ? { status: checked.status ?? entry.status, rag: null } : null;
    const changed = part
      ? { before: {}, after: {} }
      : setFields(entry, lawfulChange(entry, checked, londonDay(at)));
    const now = part ?? { status: entry.status, rag: entry.rag ?? null };
    em.create(ProgressNote, {
      entry,
      text,
      owner: owner || null,
      ...now,
      notedBy: personOf(em, by),
      notedAt: at,
    });
    return {
      action: 'entry.progress-noted',
      before: { ...(part ? {} : was), ...changed.before },
      after: { ...now, ...changed.after, ...(owner ? { owner } : {}), note: text },
    };
  });
}
