import type { RequiredEntityData } from '@mikro-orm/core';
import type { EntityManager } from '#shared/database/open-database.ts';
import { Plan, PlanEntry } from '#shared/entities/index.ts';

let made = 0;

/** A plan entry that is in the database, in a plan of its own unless one is given. */
export async function givenPlanEntry(
  em: EntityManager,
  given: Partial<RequiredEntityData<PlanEntry>> = {},
): Promise<PlanEntry> {
  made += 1;
  const plan =
    given.plan ??
    em.create(Plan, {
      title: `Exploitation action plan ${made}`,
      createdAt: new Date('2026-09-01T09:00:00Z'),
    });
  const entry = em.create(PlanEntry, {
    ref: `ENTRY-${made}`,
    position: made,
    text: 'Offer every child who goes missing a return home interview within 72 hours.',
    status: 'in progress',
    ...given,
    plan,
  });
  await em.flush();
  return entry;
}
