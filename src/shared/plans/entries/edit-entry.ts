import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import type { PlanEntry } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { inWords, londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { lawfulChange } from '../fields/changed-entry.ts';
import type { EntryChange } from '../fields/entry-fields.ts';
import { keptBy } from '../fields/kept-by.ts';
import { knownFor } from '../fields/known-for.ts';
import { checkedChange } from '../fields/read-value.ts';
import { setFields } from '../fields/set-fields.ts';
import { addPriorities } from '../priorities/add-priority.ts';
import { addRecord } from '../records/add-record.ts';
import { wordsRules } from '../records/record-kinds.ts';
import { changeEntry, type EntryByPerson } from './change-entry.ts';

/** Records that a due date moved. What had no date is not extended. @param words why */
export function noteMovedDate(
  em: EntityManager,
  given: {
    entry: PlanEntry;
    from: string | null | undefined;
    words: string | null;
    at: Date;
    by: Actor;
  },
): void {
  const { entry, from, words, at, by } = given;
  const to = entry.dueOn;
  if (!from || !to || from === to) return;
  addRecord(em, {
    entry,
    kind: 'extension',
    content: { from, to, isLater: to > from },
    words,
    at,
    by,
  });
}

function mustBeLater(from: string | null | undefined, to: string | null | undefined): void {
  if (!from) throw new Invalid('It has no due date yet: set one by changing the entry', 'dueOn');
  if (!to || to <= from) throw new Invalid(`Enter a day after ${inWords(from)}`, 'dueOn');
}

/**
 * Gives fields of an entry other values. A due date that moves to a later day is an extension, which
 * needs its reason.
 *
 * @param dateReason why the due date moves
 * @param isExtension whether that is what it is for: the due date has to become later
 * @throws {Invalid} @throws {NotFound} @throws {Conflict}
 */
export const editEntry = (
  services: Pick<Services, 'em' | 'clock'>,
  {
    change,
    dateReason,
    isExtension = false,
    ...given
  }: EntryByPerson & {
    change: EntryChange;
    dateReason?: string | null | undefined;
    isExtension?: boolean;
  },
): Promise<PlanEntry> =>
  changeEntry(services, given, async (em, entry, at) => {
    const from = entry.dueOn;
    if (isExtension) mustBeLater(from, change.dueOn);
    const checked = checkedChange(change, await knownFor(em));
    const { names, ...changed } = setFields(entry, lawfulChange(entry, checked, londonDay(at)));
    if (names.length === 0) return null;
    const isExtended = !!from && !!entry.dueOn && entry.dueOn > from;
    const words = isExtended
      ? keptBy(wordsRules.extension, dateReason ?? '', 'dateReason')
      : dateReason?.trim() || null;
    noteMovedDate(em, { entry, from, words, at, by: given.by });
    if (entry.priority && names.includes('priority')) {
      const titles = [entry.priority];
      await addPriorities(em, { planId: entry.plan.id, titles, at, by: given.by });
    }
    return { action: 'entry.changed', ...changed, ...(words ? { reason: words } : {}) };
  });
