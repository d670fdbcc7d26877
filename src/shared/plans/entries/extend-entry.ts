import { PlanEntry } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { inWords } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import type { EntryByPerson } from './change-entry.ts';
import { editEntry } from './edit-entry.ts';

/** Puts the due date of an entry off, with the reason. @throws {Invalid} @throws {NotFound} */
export async function extendEntry(
  services: Pick<Services, 'em' | 'clock'>,
  { dueOn, reason, ...given }: EntryByPerson & { dueOn: string; reason: string },
): Promise<void> {
  const entry = await services.em.findOne(PlanEntry, given.entryId);
  if (entry && !entry.dueOn)
    throw new Invalid('It has no due date yet: set one by changing the entry', 'dueOn');
  if (entry?.dueOn && dueOn <= entry.dueOn)
    throw new Invalid(`Enter a day after ${inWords(entry.dueOn)}`, 'dueOn');
  await editEntry(services, { ...given, change: { dueOn }, dateReason: reason });
}
