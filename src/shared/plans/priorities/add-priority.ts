import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { Plan } from '#shared/entities/index.ts';
import { keepPlan, stateOfPlan } from '../state-of-plan.ts';

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/**
 * Adds priorities that a plan does not have yet, at the end. Part of the transaction of the change.
 *
 * @param titles as entries name them
 */
export async function addPriorities(
  em: EntityManager,
  { planId, titles, ...told }: { planId: number; titles: string[]; at: Date; by: Actor },
): Promise<void> {
  const plan = await em.findOneOrFail(Plan, planId);
  const before = stateOfPlan(plan);
  const added: string[] = [];
  const isKnown = (title: string) =>
    [...plan.priorities.map((one) => one.title), ...added].some((one) => isSame(one, title));
  for (const title of titles) if (!isKnown(title)) added.push(title);
  if (added.length === 0) return;
  plan.priorities = [...plan.priorities, ...added.map((title) => ({ title, isRetired: false }))];
  await keepPlan(em, plan, before, told);
}
