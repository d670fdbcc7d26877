import { keepStates } from '#shared/database/keep-state.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { PlanEntry, SavedSearch } from '#shared/entities/index.ts';
import { stateOfEntry } from '#shared/entities/state-of-entry.ts';
import { entriesWith, searchesWith } from './touched-by.ts';

/** What a plan entry had for themes, and what it has now. */
export interface ChangedThemes {
  id: number;
  before: string[];
  after: string[];
}

/** A saved search as it was, and as it is now. */
export interface ChangedSearch {
  id: number;
  before: string;
  after: string;
}

interface Who {
  by: Actor;
  at: Date;
}

const each = <T>(list: T[]): T[] => [...new Set(list)];
const isSame = (one: string[], other: string[]) => one.join() === other.join();

async function giveThemes(em: EntityManager, entry: PlanEntry, themes: string[], who: Who) {
  const { by, at } = who;
  const before = { themes: entry.themes };
  const was = stateOfEntry(entry);
  entry.themes = themes;
  const { id, plan } = entry;
  const state = {
    noun: 'entry',
    id,
    planId: plan.id,
    before: was,
    after: stateOfEntry(entry),
  } as const;
  await keepStates(em, [state], who);
  const subject = { type: 'entry', id: entry.id };
  recordAudit(em, { by, at, action: 'entry.changed', subject, before, after: { themes } });
}

/** Gives plan entries other themes in the place of one. */
export async function changeThemes(
  em: EntityManager,
  { from, to }: { from: string; to: string[] },
  who: Who,
): Promise<ChangedThemes[]> {
  const changed: ChangedThemes[] = [];
  for (const entry of await entriesWith(em, from)) {
    const before = entry.themes;
    const after = each(before.flatMap((id) => (id === from ? to : [id])));
    await giveThemes(em, entry, after, who);
    changed.push({ id: entry.id, before, after });
  }
  return changed;
}

/** Themes as they were, of entries that are as the change left them. */
export async function putThemesBack(
  em: EntityManager,
  changed: ChangedThemes[],
  who: Who,
): Promise<void> {
  for (const { id, before, after } of changed) {
    const entry = await em.findOne(PlanEntry, id);
    if (entry && isSame(entry.themes, after)) await giveThemes(em, entry, before, who);
  }
}

/** The same search with other values of some filters, each once. */
function replaced(
  parameters: string,
  names: readonly string[],
  { from, to }: { from: readonly string[]; to: readonly string[] },
): string {
  const pairs = [...new URLSearchParams(parameters)].flatMap(([name, value]): [string, string][] =>
    names.includes(name) && from.includes(value) ? to.map((one) => [name, one]) : [[name, value]],
  );
  const once = new Map(pairs.map((pair) => [JSON.stringify(pair), pair]));
  return new URLSearchParams([...once.values()]).toString();
}

/** Lets saved searches ask for other values of some filters. */
export async function changeSearches(
  em: EntityManager,
  names: readonly string[],
  values: { from: readonly string[]; to: readonly string[] },
): Promise<ChangedSearch[]> {
  return (await searchesWith(em, names, values.from)).map((search) => {
    const before = search.parameters;
    search.parameters = replaced(before, names, values);
    return { id: search.id, before, after: search.parameters };
  });
}

/** Searches as they were, of those that are as the change left them. */
export async function putSearchesBack(em: EntityManager, changed: ChangedSearch[]): Promise<void> {
  for (const { id, before, after } of changed) {
    const search = await em.findOne(SavedSearch, { id, parameters: after });
    if (search) search.parameters = before;
  }
}
