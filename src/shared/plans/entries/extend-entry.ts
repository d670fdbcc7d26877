import type { Services } from '#shared/services.ts';
import type { EntryByPerson } from './change-entry.ts';
import { editEntry } from './edit-entry.ts';

/** Puts the due date of an entry off, with the reason. @throws {Invalid} @throws {NotFound} */
export async function extendEntry(
  services: Pick<Services, 'em' | 'clock'>,
  { dueOn, reason, ...given }: EntryByPerson & { dueOn: string; reason: string },
): Promise<void> {
  const change = { dueOn };
  await editEntry(services, { ...given, change, dateReason: reason, isExtension: true });
}
