import type { FilterQuery } from '@mikro-orm/core';
import type { EntityManager } from '#shared/database/open-database.ts';
import { KeptState, type Plan, PlanEntry } from '#shared/entities/index.ts';
import { NotFound, NotThen } from '#shared/errors.ts';
import { inWords } from '#shared/london.ts';
import type { EntryFieldName } from '../fields/entry-fields.ts';
import { type Moment, mustBeRecorded } from './moment.ts';

/** An entry, now or as it was: its fields, and where it stands. */
export type EntryRow = Pick<PlanEntry, EntryFieldName | 'id' | 'ref' | 'position' | 'revision'> & {
  parent: { id: number; ref: string; text: string } | null;
};

type Stands = { id: number; ref: string; text: string };

/** The state of each thing of a noun as at a moment, and what has states at all. */
async function statesAt(
  em: EntityManager,
  where: FilterQuery<KeptState>,
  { end }: Moment,
): Promise<{ stood: Map<number, KeptState>; changed: Set<number> }> {
  const all = await em.find(KeptState, where, { fields: ['id', 'nounId', 'since', 'until'] });
  const ids = all
    .filter(({ since, until }) => since < end && (!until || until >= end))
    .map(({ id }) => id);
  const rows = await em.find(KeptState, { id: { $in: ids } }, { orderBy: { id: 'asc' } });
  return {
    stood: new Map(rows.map((state) => [state.nounId, state])),
    changed: new Set(all.map(({ nounId }) => nounId)),
  };
}

const rowNow = (entry: PlanEntry): EntryRow => entry as EntryRow;

/** The rows of states, whose parents are states of the same moment. */
function rowOfState({ nounId, values }: KeptState, parents: Map<number, Stands>): EntryRow {
  const { parentId, ...fields } = values as Record<string, unknown> & { parentId: number | null };
  const parent = parentId === null ? null : (parents.get(parentId) ?? null);
  return { ...fields, id: nounId, revision: 0, parent } as unknown as EntryRow;
}

const inOrder = (rows: EntryRow[]) => rows.sort((a, b) => a.position - b.position || a.id - b.id);

/** All entries of a plan in its order, now or as they were. @throws {NotThen} */
export async function entryRowsOf(
  em: EntityManager,
  plan: Plan,
  moment: Moment | null,
): Promise<EntryRow[]> {
  mustBeRecorded(plan, moment);
  const present = await em.find(PlanEntry, { plan }, { populate: ['parent'] });
  if (!moment) return inOrder(present.map(rowNow));
  const { stood, changed } = await statesAt(em, { plan: plan.id, noun: 'entry' }, moment);
  const unchanged = present.filter(({ id }) => !changed.has(id)).map(rowNow);
  const parents = new Map<number, Stands>(unchanged.map((row) => [row.id, row]));
  for (const { nounId, values } of stood.values())
    parents.set(nounId, { id: nounId, ref: String(values.ref), text: String(values.text) });
  return inOrder([...unchanged, ...[...stood.values()].map((state) => rowOfState(state, parents))]);
}

/**
 * One entry with the plan it stands in, now or as it was.
 *
 * @throws {NotFound} @throws {NotThen} where it, or its plan, did not exist
 */
export async function entryRowOf(
  em: EntityManager,
  entryId: number,
  moment: Moment | null,
): Promise<{ row: EntryRow; plan: Plan; rows: EntryRow[] }> {
  const entry = await em.findOne(PlanEntry, entryId, { populate: ['plan'] });
  if (!entry) throw new NotFound('plan entry', entryId);
  const plan = moment ? await planThen(em, entry, moment) : entry.plan;
  const rows = await entryRowsOf(em, plan, moment);
  const row = rows.find(({ id }) => id === entryId);
  if (row) return { row, plan, rows };
  throw new NotThen(`${entry.ref} did not exist on ${inWords(moment?.day ?? '')}.`);
}

/** The plan that an entry stood in; that of today where it never moved. */
async function planThen(em: EntityManager, entry: PlanEntry, { end }: Moment): Promise<Plan> {
  const state = await em.findOne(
    KeptState,
    {
      noun: 'entry',
      nounId: entry.id,
      since: { $lt: end },
      $or: [{ until: null }, { until: { $gte: end } }],
    },
    { orderBy: { id: 'desc' }, populate: ['plan'] },
  );
  return state?.plan ?? entry.plan;
}

/** What a plan was called, and said of itself, now or as it was. @param plan as it is now */
export async function planRowOf(
  em: EntityManager,
  plan: Plan,
  moment: Moment | null,
): Promise<Pick<Plan, 'title' | 'note' | 'priorities'>> {
  mustBeRecorded(plan, moment);
  if (!moment) return plan;
  const { stood } = await statesAt(em, { plan: plan.id, noun: 'plan' }, moment);
  const values = stood.get(plan.id)?.values;
  return values ? (values as unknown as Pick<Plan, 'title' | 'note' | 'priorities'>) : plan;
}

/** How links were as at a moment, of those that ever changed; absent: there was none then. */
export const linksThen = (em: EntityManager, linkIds: number[], moment: Moment) =>
  statesAt(em, { noun: 'link', nounId: { $in: linkIds } }, moment);
