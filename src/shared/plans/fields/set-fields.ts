import type { PlanEntry } from '#shared/entities/index.ts';
import { type EntryChange, type EntryFieldName, entryFieldNames } from './entry-fields.ts';

/** What changed, from what to what: for the history. */
export interface Changed {
  names: EntryFieldName[];
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** Themes are a set: a form sends them in the vocabulary's order, a file in its own. */
const comparable = (value: unknown) =>
  JSON.stringify(Array.isArray(value) ? [...value].sort() : (value ?? null));

const isSame = (one: unknown, other: unknown) => comparable(one) === comparable(other);

/** The first due date that an entry is given is its original one, and is never taken away again. */
function originalOf(entry: Partial<PlanEntry>, change: EntryChange): string | null | undefined {
  if (change.originalDueOn === undefined && change.dueOn === undefined) return undefined;
  const first = isSame(change.dueOn, entry.dueOn) ? null : (entry.dueOn ?? change.dueOn);
  return change.originalDueOn ?? entry.originalDueOn ?? first ?? null;
}

/** What a change would change of an entry. @param change values that keep the rules */
export function changesOf(entry: Partial<PlanEntry>, change: EntryChange): Changed {
  const wanted = { ...change, originalDueOn: originalOf(entry, change) };
  const names = entryFieldNames.filter(
    (name) => wanted[name] !== undefined && !isSame(wanted[name], entry[name]),
  );
  const only = (values: Partial<PlanEntry> | EntryChange) =>
    Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  return { names, before: only(entry), after: only(wanted) };
}

/** Sets fields of an entry. @param change values that keep the rules */
export function setFields(entry: PlanEntry, change: EntryChange): Changed {
  const changed = changesOf(entry, change);
  Object.assign(entry, changed.after);
  return changed;
}
