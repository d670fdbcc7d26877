import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import { keepStates } from '#shared/database/keep-state.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Plan, PlanEntry } from '#shared/entities/index.ts';
import { stateOfEntry } from '#shared/entities/state-of-entry.ts';
import { Conflict, Invalid } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { noteMovedDate } from '../entries/edit-entry.ts';
import { type EntryValues, entryField, ofEachField } from '../fields/entry-fields.ts';
import { brokenRules } from '../fields/entry-rules.ts';
import { knownFor } from '../fields/known-for.ts';
import { changesOf, setFields } from '../fields/set-fields.ts';
import { addPriorities } from '../priorities/add-priority.ts';
import { headingOf, planTitleRule } from './plan-columns.ts';
import { type FileProblem, type PlanFile, type PlanRow, readPlanFile } from './read-plan-file.ts';

export interface PlanPreview {
  title: string;
  /** The plan of that title, if there is one already. */
  planId: number | null;
  added: PlanRow[];
  /** With what changes of each, as pages call it. */
  changed: { row: PlanRow; fields: string[] }[];
  unchanged: number;
  /** References of the plan that the file does not have: they are left as they are. */
  missing: string[];
  /** Headings of the file that mean nothing here. */
  unread: string[];
  problems: FileProblem[];
}

/** The title that the file or the person gives, and what is wrong with it. */
function titleOf(
  file: PlanFile,
  givenTitle: string | null,
): { title: string; problems: FileProblem[] } {
  const titles = new Set(file.rows.map(({ plan }) => plan).filter(Boolean));
  const problem = (message: string) => [{ line: 0, column: headingOf('plan'), message }];
  const title = (givenTitle ?? [...titles][0] ?? '').trim();
  if (!givenTitle && titles.size > 1) {
    const names = [...titles].join('; ');
    const message = `The file names several plans (${names}). Put each in a file of its own.`;
    return { title, problems: problem(message) };
  }
  if (!title) {
    const message = 'Give the plan a title: in the column “plan”, or in the form.';
    return { title, problems: file.problems.length > 0 ? [] : problem(message) };
  }
  const ruled = planTitleRule.safeParse(title);
  return ruled.success
    ? { title: ruled.data, problems: [] }
    : { title, problems: problem(`${ruled.error.issues[0]?.message}.`) };
}

const parentOf = (entry: PlanEntry) => entry.parent?.ref ?? null;

/** Every row must belong to an entry that there is, and to none that belongs to it. */
function parentProblems(rows: PlanRow[], entries: PlanEntry[]): FileProblem[] {
  const parents = new Map<string, string | null>(
    [
      ...entries.map((entry) => [entry.ref, parentOf(entry)] as const),
      ...rows.map(({ ref, parentRef }) => {
        const known = entries.find((entry) => entry.ref === ref);
        return [ref, parentRef === undefined ? known && parentOf(known) : parentRef] as const;
      }),
    ].map(([ref, parent]) => [ref, parent ?? null]),
  );
  const isAboveItself = (ref: string) => {
    const seen = new Set<string>();
    for (let at = parents.get(ref); at && !seen.has(at); at = parents.get(at)) {
      if (at === ref) return true;
      seen.add(at);
    }
    return false;
  };
  return rows.flatMap(({ ref, parentRef, line }) => {
    if (!parentRef) return [];
    const column = headingOf('parentRef');
    if (parentRef === ref || !parents.has(parentRef))
      return [{ line, column, message: `There is no other entry ${parentRef}.` }];
    if (isAboveItself(ref))
      return [{ line, column, message: `${ref} and ${parentRef} would each belong to the other.` }];
    return [];
  });
}

/** What a row makes of an entry that there is breaks no rule between its fields. */
function ruleProblems(rows: PlanRow[], entries: PlanEntry[], today: string): FileProblem[] {
  const byRef = new Map(entries.map((entry) => [entry.ref, entry]));
  return rows.flatMap(({ ref, line, values }) => {
    const entry = byRef.get(ref);
    if (!entry) return [];
    const names = changesOf(entry, values).names;
    const change = Object.fromEntries(names.map((name) => [name, values[name]]));
    return brokenRules(entry, change, today, true).map(({ field, message }) => ({
      line,
      column: headingOf(field),
      message: `${message}.`,
    }));
  });
}

async function prepare(
  em: Services['em'],
  given: { csv: string; title?: string | null | undefined },
  today: string,
) {
  const givenTitle = given.title || null;
  const file = readPlanFile(given.csv, await knownFor(em));
  const { title, problems } = titleOf(file, givenTitle);
  const plan = title
    ? await em.findOne(Plan, { title }, { lockMode: lockWithin(em), refresh: true })
    : null;
  const entries = plan
    ? await em.find(PlanEntry, { plan }, { populate: ['parent'], refresh: true })
    : [];
  const all = [
    ...file.problems,
    ...problems,
    ...parentProblems(file.rows, entries),
    ...ruleProblems(file.rows, entries, today),
  ];
  return { ...file, problems: all.sort((a, b) => a.line - b.line), title, plan, entries };
}

/** A preview reads; an import holds the plan, so that two of them follow one another. */
const lockWithin = (em: Services['em']) =>
  em.isInTransaction() ? LockMode.PESSIMISTIC_WRITE : LockMode.NONE;

const isMoved = (entry: PlanEntry, { parentRef }: PlanRow) =>
  parentRef !== undefined && parentOf(entry) !== parentRef;

/** What a row changes of an entry, as pages call it. */
const changedFields = (entry: PlanEntry, row: PlanRow): string[] => [
  ...changesOf(entry, row.values).names.map((name) => entryField(name).label.toLowerCase()),
  ...(isMoved(entry, row) ? ['recommendation it belongs to'] : []),
];

/** Says what importing this file would do; changes nothing. */
export async function previewPlanImport(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { csv: string; title?: string | null },
): Promise<PlanPreview> {
  const today = londonDay(clock());
  const { rows, problems, title, plan, entries, unread } = await prepare(em, given, today);
  const byRef = new Map(entries.map((entry) => [entry.ref, entry]));
  const refs = new Set(rows.map(({ ref }) => ref));
  const known = rows.flatMap((row) => {
    const entry = byRef.get(row.ref);
    return entry ? [{ row, fields: changedFields(entry, row) }] : [];
  });
  return {
    title,
    planId: plan?.id ?? null,
    added: rows.filter(({ ref }) => !byRef.has(ref)),
    changed: known.filter(({ fields }) => fields.length > 0),
    unchanged: known.filter(({ fields }) => fields.length === 0).length,
    missing: entries.map(({ ref }) => ref).filter((ref) => !refs.has(ref)),
    unread,
    problems,
  };
}

function refuse(problems: FileProblem[]): void {
  const [first] = problems;
  if (!first) return;
  const where = first.line ? `Line ${first.line}${first.column ? `, ${first.column}` : ''}: ` : '';
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw new Invalid(`${where}${first.message}${more}`, 'file');
}

/** A new entry of a row. */
function addEntry(em: Services['em'], plan: Plan, { ref, values }: PlanRow, position: number) {
  const empty = ofEachField((name) => entryField(name).empty) as EntryValues;
  const entry = em.create(PlanEntry, { ...empty, plan, ref, position });
  setFields(entry, values);
  return entry;
}

/** Brings the entries of a plan up to the rows. @returns what became of each row's entry */
function bringUpToDate(em: Services['em'], plan: Plan, entries: PlanEntry[], rows: PlanRow[]) {
  const byRef = new Map(entries.map((entry) => [entry.ref, entry]));
  const outcomes = rows.map((row, at) => {
    const known = byRef.get(row.ref);
    const entry = known ?? addEntry(em, plan, row, entries.length + at + 1);
    const { before, after } = known
      ? setFields(known, row.values)
      : { before: {}, after: { ref: row.ref, ...row.values } };
    byRef.set(row.ref, entry);
    return { row, entry, isNew: !known, before, after };
  });
  return outcomes.map((outcome) => {
    const { row, entry } = outcome;
    if (!isMoved(entry, row)) return outcome;
    const before = { ...outcome.before, parentRef: parentOf(entry) };
    entry.parent = row.parentRef ? (byRef.get(row.parentRef) ?? null) : null;
    return { ...outcome, before, after: { ...outcome.after, parentRef: row.parentRef } };
  });
}

/** Said of a date that a file moves: it does not say why. */
const byFile = 'Moved by a file that was imported, without a reason.';

/** How each entry is from now on, the dates that moved, and priorities that the plan did not have. */
async function keepImported(
  em: Services['em'],
  given: {
    plan: Plan;
    outcomes: ReturnType<typeof bringUpToDate>;
    states: Map<PlanEntry, Record<string, unknown>>;
    dates: Map<PlanEntry, string | null | undefined>;
    at: Date;
    by: Actor;
  },
): Promise<void> {
  const { plan, outcomes, states, dates, at, by } = given;
  for (const { entry } of outcomes)
    noteMovedDate(em, { entry, from: dates.get(entry), words: byFile, at, by });
  await keepStates(
    em,
    outcomes.map(({ entry }) => ({
      noun: 'entry' as const,
      id: entry.id,
      planId: plan.id,
      before: states.get(entry) ?? null,
      after: stateOfEntry(entry),
    })),
    { at, by },
  );
  const titles = outcomes.flatMap(({ entry }) => entry.priority ?? []);
  await addPriorities(em, { planId: plan.id, titles, at, by });
}

/**
 * Imports a plan, or the changes to one of the same title, in one transaction. Entries that the
 * file does not have are left alone, and so are fields for which it has no column; nothing is ever
 * deleted. Each entry's history says what the file changed.
 *
 * @throws {Invalid} when the file has mistakes: `previewPlanImport` tells them
 * @throws {Conflict} when somebody adds a plan of that title at the same moment
 */
export async function importPlan(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { csv: string; title?: string | null; note?: string | null; by: Actor },
): Promise<{ planId: number; added: number; changed: number }> {
  const at = clock();
  const by = given.by;
  return em
    .transactional(async (em) => {
      const read = await prepare(em, given, londonDay(at));
      refuse(read.problems);
      const { title, plan: known, entries } = read;
      const plan = known ?? em.create(Plan, { title, note: given.note ?? null, createdAt: at });
      const states = new Map(entries.map((entry) => [entry, stateOfEntry(entry)]));
      const dates = new Map(entries.map((entry) => [entry, entry.dueOn]));
      const outcomes = bringUpToDate(em, plan, entries, read.rows);
      await em.flush();
      await keepImported(em, { plan, outcomes, states, dates, at, by });
      const changed = outcomes.filter(
        ({ isNew, after }) => !isNew && Object.keys(after).length > 0,
      );
      const added = outcomes.filter(({ isNew }) => isNew);
      for (const { entry, isNew, before, after } of [...added, ...changed]) {
        const subject = { type: 'entry', id: entry.id };
        const action = isNew ? 'entry.added' : 'entry.changed';
        recordAudit(em, { by, at, action, subject, before: isNew ? null : before, after });
      }
      const counts = { added: added.length, changed: changed.length };
      const action = known ? 'plan.updated' : 'plan.imported';
      recordAudit(em, {
        by,
        at,
        action,
        subject: { type: 'plan', id: plan.id },
        after: { title, ...counts },
      });
      return { planId: plan.id, ...counts };
    })
    .catch((error: unknown) => {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new Conflict(
        'Somebody else imported a plan of this title just now. Look at it, then import again.',
      );
    });
}
