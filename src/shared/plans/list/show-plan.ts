import { Plan, PlanEntry } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { entryRowsOf, planRowOf } from '../as-at/entry-rows.ts';
import { type Moment, momentOf } from '../as-at/moment.ts';
import { ownersOf } from '../entries/owners-of.ts';
import { knownFor } from '../fields/known-for.ts';
import { evidenceOfPlan, evidenceThen } from '../links/link-counts.ts';
import { recordsOfEntries } from '../records/records-of-plan.ts';
import { chosenEntries, type PlanFilter, type SortName } from './filters.ts';
import { type Outstanding, outstandingOf } from './outstanding.ts';
import { type ShownEntry, shownEntry } from './shown-entry.ts';

export interface PlanView {
  id: number;
  title: string;
  note: string | null;
  isArchived: boolean;
  /** The day as at which it is shown; null: now. */
  asAt: string | null;
  entries: ShownEntry[];
  /** Of the whole plan without what is retired, whatever the filter. */
  total: number;
  retired: number;
  withPublications: number;
  outstanding: Outstanding;
  owners: string[];
  priorities: string[];
  themes: { id: string; label: string }[];
}

/** All entries of a plan as they are shown, now or as at a day. */
export async function shownEntriesOf(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  plan: Plan,
  moment: Moment | null,
) {
  const rows = await entryRowsOf(em, plan, moment);
  const evidence = moment
    ? await evidenceThen(
        em,
        rows.map(({ id }) => id),
        moment,
      )
    : await evidenceOfPlan(em, plan);
  const recorded = await recordsOfEntries(
    em,
    rows.map(({ id }) => id),
    moment,
  );
  const known = await knownFor(em);
  const today = moment?.day ?? londonDay(clock());
  const shown = rows.map((row) => {
    const about = { evidence: evidence.get(row.id), recorded: recorded.get(row.id) };
    return shownEntry(row, known, about, today);
  });
  return { rows, shown, known, today };
}

/**
 * A plan with what is linked to each entry and said of it, now or as it stood at the end of a day.
 *
 * @throws {NotFound} @throws {NotThen} before it existed @throws {Invalid} of a day that is none
 */
export async function showPlan(
  services: Pick<Services, 'em' | 'clock'>,
  given: {
    planId: number;
    filter?: PlanFilter;
    sort?: SortName | undefined;
    asAt?: string | undefined;
  },
): Promise<PlanView> {
  const { em, clock } = services;
  const plan = await em.findOne(Plan, given.planId);
  if (!plan) throw new NotFound('plan', given.planId);
  const moment = momentOf(given.asAt, clock());
  const { rows, shown: all, today } = await shownEntriesOf(services, plan, moment);
  const { title, note, priorities } = await planRowOf(em, plan, moment);
  const { filter = {}, sort = 'plan' } = given;
  const pursued = all.filter(({ retiredReason }) => !retiredReason);
  const themes = new Map(all.flatMap((entry) => entry.themes.map((one) => [one.id, one] as const)));
  const named = new Set(all.flatMap(({ priority }) => priority ?? []));
  for (const { title, isRetired } of priorities) if (!isRetired) named.add(title);
  return {
    id: plan.id,
    title,
    note: note ?? null,
    isArchived: !!plan.archivedAt,
    asAt: moment?.day ?? null,
    entries: chosenEntries(all, { filter, sort, today }),
    total: pursued.length,
    retired: all.length - pursued.length,
    withPublications: pursued.filter(({ publications }) => publications > 0).length,
    outstanding: outstandingOf(pursued),
    owners: [...new Set(rows.flatMap(ownersOf))].sort(),
    priorities: [
      ...priorities.map(({ title }) => title).filter((title) => named.delete(title)),
      ...[...named].sort(),
    ],
    themes: [...themes.values()].sort((a, b) => a.label.localeCompare(b.label)),
  };
}

/** All plans, newest first, with how much is linked; those that are archived last. */
export async function listPlans({ em }: Pick<Services, 'em'>) {
  const plans = await em.find(Plan, {}, { orderBy: { id: 'desc' } });
  const counted = await em.execute<{ id: number; entries: number | string }[]>(
    `select e.plan_id as id, count(distinct l.entry_id) as entries
       from link l join plan_entry e on e.id = l.entry_id where l.removed_at is null group by e.plan_id`,
  );
  const linked = new Map(counted.map(({ id, entries }) => [Number(id), Number(entries)]));
  const shown = await Promise.all(
    plans.map(async (plan) => ({
      id: plan.id,
      title: plan.title,
      note: plan.note ?? null,
      isArchived: !!plan.archivedAt,
      entries: await em.count(PlanEntry, { plan, retiredReason: null }),
      withPublications: linked.get(plan.id) ?? 0,
    })),
  );
  return shown.toSorted((a, b) => Number(a.isArchived) - Number(b.isArchived));
}
