import { ProgressNote, User } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import type { EntryChange } from '../fields/entry-fields.ts';
import { textRule } from '../fields/field-kinds.ts';
import { keptBy } from '../fields/kept-by.ts';
import { knownFor } from '../fields/known-for.ts';
import { checkedChange } from '../fields/read-value.ts';
import { setFields } from '../fields/set-fields.ts';
import { changeEntry, type EntryByPerson } from './change-entry.ts';

/** What a note of progress may say. */
export const noteRule = textRule(5000, 'Say what progress there is');

/**
 * Adds a progress note, which is never changed afterwards, and sets status and colour with it.
 *
 * @throws {Invalid} @throws {NotFound} @throws {Conflict}
 */
export async function noteProgress(
  services: Pick<Services, 'em' | 'clock'>,
  {
    text: said,
    status,
    rag,
    ...given
  }: EntryByPerson & { text: string } & Pick<EntryChange, 'status' | 'rag'>,
): Promise<void> {
  const text = keptBy(noteRule, said, 'text');
  await changeEntry(services, given, async (em, entry, at) => {
    const before = { status: entry.status, rag: entry.rag ?? null };
    setFields(entry, checkedChange({ status, rag }, await knownFor(em)));
    const now = { status: entry.status, rag: entry.rag ?? null };
    em.create(ProgressNote, {
      entry,
      text,
      ...now,
      notedBy: given.by.userId === null ? null : em.getReference(User, given.by.userId),
      notedAt: at,
    });
    return { action: 'entry.progress-noted', before, after: { ...now, note: text } };
  });
}
