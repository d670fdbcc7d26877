import type { Actor } from '#shared/database/record-audit.ts';
import { recordAudit } from '#shared/database/record-audit.ts';
import { Concept, Plan, PlanEntry } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type FileProblem, type PlanRow, readPlanFile } from './read-plan-file.ts';

export interface PlanPreview {
  title: string;
  /** The plan of that title, if there is one already. */
  planId: number | null;
  added: PlanRow[];
  changed: { row: PlanRow; fields: string[] }[];
  unchanged: number;
  /** References of the plan that the file does not have: they are left as they are. */
  missing: string[];
  problems: FileProblem[];
}

/** Fields of an entry that the file decides, as they are called on the page. */
const fields = {
  text: 'recommendation',
  ownerAgency: 'owner',
  leadRole: 'lead role',
  originalDueOn: 'original due date',
  dueOn: 'due date',
  rag: 'colour',
  status: 'status',
  successMeasure: 'success measure',
  themes: 'themes',
} as const;
type Field = keyof typeof fields;

const differs = (entry: PlanEntry, row: PlanRow, field: Field) =>
  JSON.stringify(entry[field] ?? null) !== JSON.stringify(row[field] ?? null);

async function prepare(em: Services['em'], csv: string, givenTitle: string | null) {
  const concepts = await em.find(Concept, {}, { fields: ['id'] });
  const file = readPlanFile(csv, new Set(concepts.map(({ id }) => id)));
  const titles = new Set(file.rows.map(({ plan }) => plan).filter(Boolean));
  const problems = [...file.problems];
  if (!givenTitle && titles.size > 1) {
    problems.push({
      line: 0,
      column: 'plan',
      message: `The file names several plans (${[...titles].join('; ')}). Put each in a file of its own.`,
    });
  }
  const title = (givenTitle ?? [...titles][0] ?? '').trim();
  if (!title && problems.length === 0) {
    problems.push({
      line: 0,
      column: 'plan',
      message: 'Give the plan a title: in the column “plan”, or in the form.',
    });
  }
  const plan = title ? await em.findOne(Plan, { title }) : null;
  const entries = plan ? await em.find(PlanEntry, { plan }, { populate: ['parent'] }) : [];
  return { rows: file.rows, problems, title, plan, entries };
}

/** Says what importing this file would do; changes nothing. */
export async function previewPlanImport(
  { em }: Pick<Services, 'em'>,
  given: { csv: string; title?: string | null },
): Promise<PlanPreview> {
  const { rows, problems, title, plan, entries } = await prepare(
    em,
    given.csv,
    given.title || null,
  );
  const byRef = new Map(entries.map((entry) => [entry.ref, entry]));
  const preview: PlanPreview = {
    title,
    planId: plan?.id ?? null,
    added: [],
    changed: [],
    unchanged: 0,
    missing: entries
      .filter(({ ref }) => !rows.some((row) => row.ref === ref))
      .map(({ ref }) => ref),
    problems,
  };
  for (const row of rows) {
    const entry = byRef.get(row.ref);
    if (!entry) {
      preview.added.push(row);
      continue;
    }
    const changed = (Object.keys(fields) as Field[])
      .filter((field) => differs(entry, row, field))
      .map((field) => fields[field]);
    if ((entry.parent?.ref ?? null) !== row.parentRef)
      changed.push('recommendation it belongs to' as never);
    if (changed.length > 0) preview.changed.push({ row, fields: changed });
    else preview.unchanged += 1;
  }
  return preview;
}

function apply(
  em: Services['em'],
  plan: Plan,
  entry: PlanEntry | undefined,
  row: PlanRow,
  position: number,
): PlanEntry {
  const {
    ref,
    text,
    ownerAgency,
    leadRole,
    originalDueOn,
    dueOn,
    rag,
    status,
    successMeasure,
    themes,
  } = row;
  const values = {
    text,
    ownerAgency,
    leadRole,
    originalDueOn,
    dueOn,
    rag: rag ?? null,
    status,
    successMeasure,
    themes,
  };
  if (!entry) return em.create(PlanEntry, { plan, ref, position, ...values });
  return Object.assign(entry, values);
}

/**
 * Imports a plan, or the changes to one of the same title, in one transaction. Entries that the
 * file does not have are left alone; nothing is ever deleted.
 *
 * @throws {Invalid} when the file has mistakes: `previewPlanImport` tells them
 */
export async function importPlan(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { csv: string; title?: string | null; note?: string | null; by: Actor },
): Promise<{ planId: number; added: number; changed: number }> {
  const at = clock();
  return em.transactional(async (em) => {
    const {
      rows,
      problems,
      title,
      plan: known,
      entries,
    } = await prepare(em, given.csv, given.title || null);
    const [first] = problems;
    if (first) {
      const where = first.line ? `Line ${first.line}: ` : '';
      const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
      throw new Invalid(`${where}${first.message}${more}`, 'file');
    }
    const plan = known ?? em.create(Plan, { title, note: given.note ?? null, createdAt: at });
    const byRef = new Map(entries.map((entry) => [entry.ref, entry]));
    let changed = 0;
    rows.forEach((row, index) => {
      const entry = byRef.get(row.ref);
      if (entry && (Object.keys(fields) as Field[]).some((field) => differs(entry, row, field)))
        changed += 1;
      byRef.set(
        row.ref,
        apply(em, plan, entry, row, entry?.position ?? entries.length + index + 1),
      );
    });
    for (const row of rows) {
      const entry = byRef.get(row.ref);
      if (entry) entry.parent = row.parentRef ? (byRef.get(row.parentRef) ?? null) : null;
    }
    await em.flush();
    const added =
      rows.length - rows.filter(({ ref }) => entries.some((entry) => entry.ref === ref)).length;
    recordAudit(em, {
      by: given.by,
      at,
      action: known ? 'plan.updated' : 'plan.imported',
      subject: { type: 'plan', id: plan.id },
      after: { title, added, changed },
    });
    return { planId: plan.id, added, changed };
  });
}
