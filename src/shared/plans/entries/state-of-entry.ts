import type { PlanEntry } from '#shared/entities/index.ts';
import { ofEachField } from '../fields/entry-fields.ts';

/** The whole of an entry, as it is kept for "as at a day": its fields and where it stands. */
export const stateOfEntry = (entry: PlanEntry): Record<string, unknown> => ({
  ...ofEachField((name) => entry[name] ?? null),
  ref: entry.ref,
  position: entry.position,
  parentId: entry.parent?.id ?? null,
});
