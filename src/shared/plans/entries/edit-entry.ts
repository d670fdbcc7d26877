import type { PlanEntry } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import type { EntryChange } from '../fields/entry-fields.ts';
import { knownFor } from '../fields/known-for.ts';
import { checkedChange } from '../fields/read-value.ts';
import { setFields } from '../fields/set-fields.ts';
import { changeEntry, type EntryByPerson } from './change-entry.ts';

/** Gives fields of an entry other values. @throws {Invalid} @throws {NotFound} @throws {Conflict} */
export const editEntry = (
  services: Pick<Services, 'em' | 'clock'>,
  { change, ...given }: EntryByPerson & { change: EntryChange },
): Promise<PlanEntry> =>
  changeEntry(services, given, async (em, entry) => {
    const { names, ...changed } = setFields(entry, checkedChange(change, await knownFor(em)));
    return names.length > 0 ? { action: 'entry.changed', ...changed } : null;
  });
