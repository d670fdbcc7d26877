import { Plan, PlanEntry } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { suggestedColour } from './entries/suggested-colour.ts';
import { entryField, ofEachField, type ShownValues } from './fields/entry-fields.ts';
import type { KnownConcepts } from './fields/field-kinds.ts';
import { knownFor } from './fields/known-for.ts';
import { type EntryEvidence, evidenceOfPlan } from './links/link-counts.ts';

export interface PlanFilter {
  owner?: string | undefined;
  status?: string | undefined;
  theme?: string | undefined;
  linked?: 'yes' | 'no' | undefined;
}

export interface ShownEntry extends ShownValues {
  id: number;
  ref: string;
  parentRef: string | null;
  /** What the due date suggests; the person's own colour stands. */
  suggestedRag: PlanEntry['rag'];
  revision: number;
  publications: number;
  challenges: number;
  newestOn: string | null;
  /** Linked publications that do not stand well, each as a sentence. */
  notStandingWell: string[];
}

export interface PlanView {
  id: number;
  title: string;
  note: string | null;
  entries: ShownEntry[];
  /** Of the whole plan, whatever the filter. */
  total: number;
  withPublications: number;
  owners: string[];
  themes: { id: string; label: string }[];
}

export function shownEntry(
  entry: PlanEntry,
  known: KnownConcepts,
  evidence: EntryEvidence | undefined,
  today: string,
): ShownEntry {
  const shown = ofEachField((name) => entryField(name).show(entry[name] ?? null, known));
  return {
    ...(shown as ShownValues),
    id: entry.id,
    ref: entry.ref,
    parentRef: entry.parent?.ref ?? null,
    suggestedRag: suggestedColour(entry, today),
    revision: entry.revision,
    publications: evidence?.publications ?? 0,
    challenges: evidence?.challenges ?? 0,
    newestOn: evidence?.newestOn ?? null,
    notStandingWell: evidence?.notStandingWell ?? [],
  };
}

/** A plan with what is linked to each entry. @throws {NotFound} */
export async function showPlan(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { planId: number; filter?: PlanFilter },
): Promise<PlanView> {
  const plan = await em.findOne(Plan, given.planId);
  if (!plan) throw new NotFound('plan', given.planId);
  const rows = await em.find(
    PlanEntry,
    { plan },
    { populate: ['parent'], orderBy: { position: 'asc', id: 'asc' } },
  );
  const evidence = await evidenceOfPlan(em, plan);
  const known = await knownFor(em);
  const today = londonDay(clock());
  const all = rows.map((row) => shownEntry(row, known, evidence.get(row.id), today));
  const { owner, status, theme, linked } = given.filter ?? {};
  const entries = all.filter(
    (entry) =>
      (!owner || entry.ownerAgency === owner) &&
      (!status || entry.status === status) &&
      (!theme || entry.themes.some(({ id }) => id === theme)) &&
      (!linked || entry.publications > 0 === (linked === 'yes')),
  );
  const themes = new Map(all.flatMap((entry) => entry.themes.map((one) => [one.id, one] as const)));
  return {
    id: plan.id,
    title: plan.title,
    note: plan.note ?? null,
    entries,
    total: all.length,
    withPublications: all.filter(({ publications }) => publications > 0).length,
    owners: [...new Set(all.flatMap((entry) => entry.ownerAgency ?? []))].sort(),
    themes: [...themes.values()].sort((a, b) => a.label.localeCompare(b.label)),
  };
}

/** All plans, newest first, with how much is linked. */
export async function listPlans({ em }: Pick<Services, 'em'>) {
  const plans = await em.find(Plan, {}, { orderBy: { id: 'desc' } });
  return Promise.all(
    plans.map(async (plan) => ({
      id: plan.id,
      title: plan.title,
      note: plan.note ?? null,
      entries: await em.count(PlanEntry, { plan }),
      withPublications: (await evidenceOfPlan(em, plan)).size,
    })),
  );
}
