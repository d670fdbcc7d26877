import { type ChangedState, keepStates } from '#shared/database/keep-state.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import type { Plan } from '#shared/entities/index.ts';

/** What a plan says of itself, as it is kept for "as at a day". */
export const stateOfPlan = (plan: Plan): NonNullable<ChangedState['before']> => ({
  title: plan.title,
  note: plan.note ?? null,
  priorities: plan.priorities,
  isArchived: !!plan.archivedAt,
});

/** Keeps how a plan is after a change. @param before as `stateOfPlan` told it */
export const keepPlan = (
  em: EntityManager,
  plan: Plan,
  before: ChangedState['before'],
  told: { at: Date; by: Actor },
): Promise<void> =>
  keepStates(
    em,
    [{ noun: 'plan', id: plan.id, planId: plan.id, before, after: stateOfPlan(plan) }],
    told,
  );
