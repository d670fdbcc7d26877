import { type KeptNoun, KeptState, Plan } from '#shared/entities/index.ts';
import type { EntityManager } from './open-database.ts';
import { personOf } from './person-of.ts';
import type { Actor } from './record-audit.ts';

type Values = Record<string, unknown>;

export interface ChangedState {
  noun: KeptNoun;
  id: number;
  planId: number;
  /** The plan it was in before, where that is another. */
  formerPlanId?: number;
  /** Null for what is new. */
  before: Values | null;
  after: Values;
}

/** The same whatever the order of keys, which a database may change. */
export const asComparable = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, one: unknown) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

/**
 * Keeps how things are from now on, and how they were until now: by it a plan is shown as at any day.
 * Of what has never changed since records began nothing is kept: it is as it is. Part of the
 * transaction of the change.
 */
export async function keepStates(
  em: EntityManager,
  changed: ChangedState[],
  { at, by }: { at: Date; by: Actor },
): Promise<void> {
  const real = changed.filter(
    ({ before, after, planId, formerPlanId = planId }) =>
      planId !== formerPlanId || asComparable(before) !== asComparable(after),
  );
  const [first] = real;
  if (!first) return;
  const open = await em.find(KeptState, {
    noun: first.noun,
    nounId: { $in: real.filter(({ before }) => before).map(({ id }) => id) },
    until: null,
  });
  const openOf = new Map(open.map((state) => [state.nounId, state]));
  const changedBy = personOf(em, by);
  for (const { noun, id, planId, formerPlanId = planId, before, after } of real) {
    const was = openOf.get(id);
    const plan = em.getReference(Plan, planId);
    if (was) was.until = at;
    else if (before) {
      const former = await em.findOneOrFail(Plan, formerPlanId);
      const since = former.recordedSince ?? former.createdAt;
      em.create(KeptState, { noun, nounId: id, plan: former, since, until: at, values: before });
    }
    em.create(KeptState, { noun, nounId: id, plan, since: at, values: after, changedBy });
  }
}
