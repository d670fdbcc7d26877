import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { keepStates } from '#shared/database/keep-state.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Plan, PlanEntry, type Priority } from '#shared/entities/index.ts';
import { stateOfEntry } from '#shared/entities/state-of-entry.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { lineRule, optionalTextRule } from '../fields/field-kinds.ts';
import { keptBy } from '../fields/kept-by.ts';
import { planTitleRule } from '../files/plan-columns.ts';
import { keepPlan, stateOfPlan } from '../state-of-plan.ts';
import { heldPlan } from './held-plan.ts';

type Work = Pick<Services, 'em' | 'clock'>;

const noteRule = optionalTextRule(5000);
const priorityRule = lineRule(300, 'Give the priority a title');

const taken = (error: unknown): never => {
  if (!(error instanceof UniqueConstraintViolationException)) throw error;
  throw new Invalid('There is a plan of this title already', 'title');
};

/** Adds a plan without entries. @returns its id @throws {Invalid} */
export async function addPlan(
  { em, clock }: Work,
  given: { title: string; note?: string | null | undefined; by: Actor },
): Promise<number> {
  const at = clock();
  const title = keptBy(planTitleRule, given.title, 'title');
  const note = keptBy(noteRule, given.note ?? '', 'note');
  return em
    .transactional(async (em) => {
      const plan = em.create(Plan, { title, note, createdAt: at });
      await em.flush();
      const subject = { type: 'plan', id: plan.id };
      recordAudit(em, { by: given.by, at, action: 'plan.added', subject, after: { title, note } });
      return plan.id;
    })
    .catch(taken);
}

async function changePlan(
  { em, clock }: Work,
  { planId, by, action }: { planId: number; by: Actor; action: string },
  change: (em: Services['em'], plan: Plan, at: Date) => void | Promise<void>,
): Promise<void> {
  const at = clock();
  await em
    .transactional(async (em) => {
      const plan = await heldPlan(em, planId);
      const before = stateOfPlan(plan);
      await change(em, plan, at);
      const after = stateOfPlan(plan);
      const names = Object.keys(after).filter(
        (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
      );
      if (names.length === 0) return;
      await keepPlan(em, plan, before, { at, by });
      const only = (state: Record<string, unknown>) =>
        Object.fromEntries(names.map((name) => [name, state[name]]));
      const subject = { type: 'plan', id: planId };
      recordAudit(em, { by, at, action, subject, before: only(before), after: only(after) });
    })
    .catch(taken);
}

/** Changes what a plan says of itself. @throws {NotFound} @throws {Invalid} */
export const editPlan = (
  services: Work,
  given: { planId: number; title?: string; note?: string | null; by: Actor },
): Promise<void> =>
  changePlan(services, { ...given, action: 'plan.changed' }, (_, plan) => {
    if (given.title !== undefined) plan.title = keptBy(planTitleRule, given.title, 'title');
    if (given.note !== undefined) plan.note = keptBy(noteRule, given.note ?? '', 'note');
  });

/** Puts a plan away, with all of it, or takes it up again. @throws {NotFound} */
export const archivePlan = (
  services: Work,
  given: { planId: number; isArchived: boolean; by: Actor },
): Promise<void> => {
  const action = given.isArchived ? 'plan.archived' : 'plan.taken-up';
  return changePlan(services, { ...given, action }, (_, plan, at) => {
    plan.archivedAt = given.isArchived ? (plan.archivedAt ?? at) : null;
  });
};

/** A priority as it was, and as it is to be; one without a former title is new. */
export interface PriorityChange extends Priority {
  formerTitle?: string | undefined;
}

function checkedPriorities(given: PriorityChange[]): PriorityChange[] {
  const kept = given.map((one) => ({
    ...one,
    title: keptBy(priorityRule, one.title, 'priorities'),
  }));
  const titles = kept.map(({ title }) => title.toLowerCase());
  if (new Set(titles).size < titles.length)
    throw new Invalid('Two priorities have the same title', 'priorities');
  return kept;
}

/**
 * Sets the priorities of a plan in their order: added, renamed with the entries under them, retired.
 * One that entries stand under stays, and is retired where it is left out.
 *
 * @throws {NotFound} @throws {Invalid}
 */
export const setPriorities = (
  services: Work,
  given: { planId: number; priorities: PriorityChange[]; by: Actor },
): Promise<void> => {
  const wanted = checkedPriorities(given.priorities);
  return changePlan(services, { ...given, action: 'plan.changed' }, async (em, plan, at) => {
    const entries = await em.find(PlanEntry, { plan });
    const before = new Map(entries.map((entry) => [entry, stateOfEntry(entry)]));
    const renamed = new Map(wanted.map(({ formerTitle, title }) => [formerTitle, title]));
    for (const entry of entries)
      entry.priority = renamed.get(entry.priority ?? '') ?? entry.priority ?? null;
    const named = new Set(entries.flatMap(({ priority }) => priority ?? []));
    for (const { title } of wanted) named.delete(title);
    plan.priorities = [
      ...wanted.map(({ title, isRetired }) => ({ title, isRetired })),
      ...[...named].map((title) => ({ title, isRetired: true })),
    ];
    const states = entries.map((entry) => ({
      noun: 'entry' as const,
      id: entry.id,
      planId: plan.id,
      before: before.get(entry) ?? null,
      after: stateOfEntry(entry),
    }));
    await keepStates(em, states, { at, by: given.by });
  });
};
