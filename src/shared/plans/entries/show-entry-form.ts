import { seenTag } from '#shared/database/seen.ts';
import { PlanEntry } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type EntryFieldName, ofEachField } from '../fields/entry-fields.ts';
import type { KnownConcepts } from '../fields/field-kinds.ts';
import { knownFor } from '../fields/known-for.ts';
import { type EntryView, showEntry } from './show-entry.ts';

/** What a form about an entry shows: its values as they are kept, and what may be chosen. */
export interface EntryForm {
  view: EntryView;
  values: Record<EntryFieldName, unknown>;
  known: KnownConcepts;
  /** The tag of how the entry is (`shared/database/seen.ts`). */
  seen: string;
}

/** An entry to be changed. @throws {NotFound} */
export async function showEntryForm(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  entryId: number,
): Promise<EntryForm> {
  const seen = await seenTag(em, 'entry', entryId);
  const view = await showEntry({ em, clock }, entryId);
  const entry = await em.findOneOrFail(PlanEntry, entryId);
  const values = ofEachField((name): unknown => entry[name] ?? null);
  return { view, values, known: await knownFor(em), seen };
}
