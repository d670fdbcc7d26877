import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '#shared/database/open-database.ts';
import { Plan } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';

/** A plan that nobody else changes until the transaction ends. @throws {NotFound} */
export async function heldPlan(em: EntityManager, planId: number): Promise<Plan> {
  const plan = await em.findOne(Plan, planId, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  });
  if (!plan) throw new NotFound('plan', planId);
  return plan;
}
