import { Plan, PlanEntry, type Priority } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** The priorities of a plan in their order, with how many entries stand under each. @throws {NotFound} */
export async function showPriorities({ em }: Pick<Services, 'em'>, planId: number) {
  const plan = await em.findOne(Plan, planId);
  if (!plan) throw new NotFound('plan', planId);
  const entries = await em.find(PlanEntry, { plan }, { fields: ['priority'] });
  const priorities = plan.priorities.map((one): Priority & { entries: number } => ({
    ...one,
    entries: entries.filter(({ priority }) => priority === one.title).length,
  }));
  return {
    id: plan.id,
    title: plan.title,
    priorities,
    without: entries.filter(({ priority }) => !priority).length,
  };
}
