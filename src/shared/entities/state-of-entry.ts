import { wrap } from '@mikro-orm/core';
import type { PlanEntry } from './plans/plan-entry.ts';

/** The whole of an entry, as it is kept for "as at a day": its fields and where it stands. */
export function stateOfEntry(entry: PlanEntry): Record<string, unknown> {
  const { id, plan, parent, revision, ...fields } = wrap(entry).toPOJO() as Record<string, unknown>;
  return { ...structuredClone(fields), parentId: entry.parent?.id ?? null };
}
