import { keepStates } from '#shared/database/keep-state.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { checkSeen, type Seen } from '#shared/database/seen.ts';
import { type Plan, PlanEntry } from '#shared/entities/index.ts';
import { stateOfEntry } from '#shared/entities/state-of-entry.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { freeRef } from './add-entry.ts';
import { heldPlan } from './held-plan.ts';

type Work = Pick<Services, 'em' | 'clock'>;

export interface Moving {
  entryId: number;
  seen?: Seen | undefined;
  /** Another plan to move it to, with what is under it. */
  planId?: number | undefined;
  /** What it is to be called there, or here. */
  ref?: string | undefined;
  /** The recommendation that it becomes an action under; null: it stands by itself. */
  parentRef?: string | null | undefined;
  /** The entry after which it is to stand; null: first; left out: where it is. */
  afterRef?: string | null | undefined;
  by: Actor;
}

const inOrder = (entries: PlanEntry[]) =>
  entries.toSorted((a, b) => a.position - b.position || a.id - b.id);

/** An entry with all that is under it. */
function withAllBelow(entry: PlanEntry, entries: PlanEntry[]): PlanEntry[] {
  const family = [entry];
  for (const one of family)
    family.push(...entries.filter(({ parent, id }) => parent?.id === one.id && id !== entry.id));
  return inOrder(family);
}

/** The recommendation to stand under. @throws {Invalid} of itself, or what is under it */
function parentIn(entries: PlanEntry[], family: PlanEntry[], parentRef: string): PlanEntry {
  const parent = entries.find(({ ref }) => ref === parentRef);
  if (!parent) throw new Invalid(`There is no entry ${parentRef} in it`, 'parentRef');
  if (family.includes(parent))
    throw new Invalid('An entry cannot stand under itself, or under what is under it', 'parentRef');
  return parent;
}

/** Puts entries after another, or first, and counts anew. */
function reordered(all: PlanEntry[], family: PlanEntry[], afterRef: string | null): void {
  const others = inOrder(all.filter((one) => !family.includes(one)));
  const at = afterRef === null ? -1 : others.findIndex(({ ref }) => ref === afterRef);
  if (afterRef !== null && at < 0)
    throw new Invalid(`There is no other entry ${afterRef} in it`, 'afterRef');
  others.splice(at + 1, 0, ...family);
  for (const [index, entry] of others.entries()) entry.position = index + 1;
}

async function toPlan(em: Services['em'], family: PlanEntry[], plan: Plan, given: Moving) {
  const last = await em.find(PlanEntry, { plan }, { orderBy: { position: 'desc' }, limit: 1 });
  let position = last[0]?.position ?? 0;
  for (const one of family) {
    const wanted = one.id === given.entryId ? (given.ref ?? one.ref) : one.ref;
    one.ref = await freeRef(em, plan, wanted);
    one.plan = plan;
    position += 1;
    one.position = position;
  }
  const [entry] = family.filter(({ id }) => id === given.entryId);
  if (entry) entry.parent = null;
}

/** Does what is asked with the entry and what is under it. @throws {Invalid} */
async function place(
  em: Services['em'],
  given: Moving,
  { entry, all, from, to }: { entry: PlanEntry; all: PlanEntry[]; from: Plan; to: Plan },
): Promise<void> {
  const { ref, parentRef, afterRef } = given;
  const family = withAllBelow(entry, all);
  if (to !== from) await toPlan(em, family, to, given);
  else if (ref !== undefined && ref !== entry.ref) entry.ref = await freeRef(em, to, ref);
  const there = all.filter(({ plan }) => plan === to);
  if (parentRef !== undefined) entry.parent = parentRef ? parentIn(there, family, parentRef) : null;
  if (afterRef !== undefined) reordered(there, family, afterRef);
}

const whereabouts = (plan: Plan, { ref, position, parentId }: Record<string, unknown>) => ({
  plan: plan.title,
  ...{ ref, position, under: parentId },
});

/**
 * Moves an entry with what is under it: to another place, under another recommendation, or to another
 * plan. What is linked and recorded goes with it.
 *
 * @throws {NotFound} @throws {Invalid}
 */
export async function moveEntry({ em, clock }: Work, given: Moving): Promise<void> {
  const at = clock();
  const { entryId, planId, by } = given;
  await em.transactional(async (em) => {
    const entry = await em.findOne(PlanEntry, entryId, { refresh: true });
    if (!entry) throw new NotFound('plan entry', entryId);
    const from = await heldPlan(em, entry.plan.id);
    await checkSeen(em, entryId, given.seen);
    const to = planId === undefined || planId === from.id ? from : await heldPlan(em, planId);
    const all = await em.find(PlanEntry, { plan: { $in: [from, to] } }, { refresh: true });
    const before = new Map(all.map((one) => [one, stateOfEntry(one)]));
    const plans = new Map(all.map((one) => [one, one.plan.id]));
    await place(em, given, { entry, all, from, to });
    const changed = all.map((one) => ({
      noun: 'entry' as const,
      id: one.id,
      planId: one.plan.id,
      formerPlanId: plans.get(one) ?? one.plan.id,
      before: before.get(one) ?? null,
      after: stateOfEntry(one),
    }));
    await keepStates(em, changed, { at, by });
    recordAudit(em, {
      ...{ at, by, action: 'entry.moved', subject: { type: 'entry', id: entryId } },
      before: whereabouts(from, before.get(entry) ?? {}),
      after: whereabouts(to, stateOfEntry(entry)),
    });
  });
}

/** Moves an entry past its neighbour among those it stands with. @throws {NotFound} */
export async function shiftEntry(
  services: Work,
  { entryId, by, direction }: { entryId: number; by: Actor; direction: 'up' | 'down' },
): Promise<void> {
  const entry = await services.em.findOne(PlanEntry, entryId);
  if (!entry) throw new NotFound('plan entry', entryId);
  const siblings = inOrder(
    await services.em.find(PlanEntry, {
      plan: entry.plan,
      parent: entry.parent ?? null,
      retiredReason: null,
    }),
  );
  const at = siblings.findIndex(({ id }) => id === entryId);
  const neighbour = siblings[direction === 'up' ? at - 2 : at + 1];
  if (direction === 'down' && !neighbour)
    throw new Invalid('It is the last of those that it stands with.');
  if (direction === 'up' && at <= 0)
    throw new Invalid('It is the first of those that it stands with.');
  // Below what is under the neighbour: an entry stays with its actions.
  const all = await services.em.find(PlanEntry, { plan: entry.plan });
  const last = neighbour ? withAllBelow(neighbour, all).at(-1) : (entry.parent ?? undefined);
  await moveEntry(services, { entryId, by, afterRef: last?.ref ?? null });
}
