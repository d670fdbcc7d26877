import { foreignFile } from '#shared/text/files/foreign-file.ts';
import { readTable, type Table } from '#shared/text/files/read-table.ts';
import { fromFormulaSafe } from '#shared/text/formula-safe.ts';
import { tidyText } from '#shared/text/tidy-text.ts';
import { type EntryChange, entryField, entryFieldNames } from '../fields/entry-fields.ts';
import type { KnownConcepts } from '../fields/field-kinds.ts';
import { readValue } from '../fields/read-value.ts';
import {
  type ColumnName,
  columnNamed,
  headingOf,
  knownHeadings,
  neededColumns,
  planTitleRule,
  refRule,
  unreadHeadings,
} from './plan-columns.ts';

/** What is wrong with a file, with the line to look at; line 0 is the file as a whole. */
export interface FileProblem {
  line: number;
  column: string | null;
  message: string;
}

/** One row of a plan file, checked. */
export interface PlanRow {
  line: number;
  plan: string;
  ref: string;
  /** Undefined where the file has no such column. */
  parentRef: string | null | undefined;
  text: string;
  /** Values of the columns that the file has. */
  values: EntryChange;
}

export interface PlanFile {
  rows: PlanRow[];
  problems: FileProblem[];
  /** Headings that mean nothing here: their columns are passed over. */
  unread: string[];
}

/** The cell of a column; undefined where the file has no such column. */
type CellOf = (name: ColumnName) => string | undefined;

/** A file without a column leaves the field alone; an empty cell empties it, where it may be empty. */
function readValues(
  cell: CellOf,
  known: KnownConcepts,
  say: (name: ColumnName, message: string) => void,
) {
  const values: Record<string, unknown> = {};
  for (const name of entryFieldNames) {
    const text = cell(name);
    const { box, empty } = entryField(name);
    const cannotBeEmpty = box.kind === 'select' && empty !== null;
    if (text === undefined || (!text && cannotBeEmpty)) continue;
    const read = readValue(name, text, known);
    if ('problem' in read) say(name, read.problem);
    else values[name] = read.value;
  }
  // Where only the original date stands, it is the present one too; “none” says otherwise.
  if (!cell('dueOn') && values.originalDueOn && (values.dueOn ?? null) === null)
    values.dueOn = values.originalDueOn;
  return values as EntryChange;
}

function readRow(
  line: number,
  cell: CellOf,
  known: KnownConcepts,
  problems: FileProblem[],
): PlanRow | null {
  const before = problems.length;
  const say = (name: ColumnName, message: string) =>
    problems.push({ line, column: headingOf(name), message: message.replace(/[^.!?]$/, '$&.') });
  const ref = refRule.safeParse(cell('ref') ?? '');
  if (!ref.success) say('ref', ref.error.issues[0]?.message ?? '');
  const plan = cell('plan') ? planTitleRule.safeParse(cell('plan')) : null;
  if (plan?.error) say('plan', plan.error.issues[0]?.message ?? '');
  const values = readValues(cell, known, say);
  if (problems.length > before || !ref.success) return null;
  const parentRef = cell('parentRef');
  return {
    line,
    plan: plan?.data ?? '',
    ref: ref.data,
    parentRef: parentRef === undefined ? undefined : parentRef.replace(/\s+/g, ' ') || null,
    text: values.text ?? '',
    values,
  };
}

function repeatedRefs(rows: PlanRow[]): FileProblem[] {
  const lines = new Map<string, number>();
  return rows.flatMap(({ ref, line }) => {
    const first = lines.get(ref);
    if (first === undefined) lines.set(ref, line);
    const message = `The reference ${ref} stands on line ${first} already.`;
    return first === undefined ? [] : [{ line, column: headingOf('ref'), message }];
  });
}

/** Which cell of a row belongs to which column; the first of a name counts. */
function placesOf({ heading }: Table): {
  places: Map<ColumnName, number>;
  problems: FileProblem[];
} {
  const places = new Map<ColumnName, number>();
  const problems: FileProblem[] = [];
  heading.cells.forEach((cell, at) => {
    const name = columnNamed(cell);
    if (!name) return;
    const first = places.get(name);
    if (first === undefined) places.set(name, at);
    else {
      const message = `Two columns are the same: “${heading.cells[first]?.trim()}” and “${cell.trim()}”. Take one of them out.`;
      problems.push({ line: heading.line, column: headingOf(name), message });
    }
  });
  return { places, problems };
}

const wholeFile = (message: string, line = 0): PlanFile => ({
  rows: [],
  problems: [{ line, column: null, message }],
  unread: [],
});

function isHeading(cells: string[]) {
  const names = cells.flatMap((cell) => columnNamed(cell) ?? []);
  return {
    known: new Set(names).size,
    isEnough: neededColumns.every((name) => names.includes(name)),
  };
}

/** What the first line lacks, as a sentence. */
function withoutHeading(text: string): PlanFile {
  const [first = ''] = text.split(/[\r\n]/, 1);
  const names = first.split(/[,;\t|]/).map(columnNamed);
  const missing = neededColumns.filter((name) => !names.includes(name)).map(headingOf);
  return wholeFile(
    `The first line must name the columns. Missing: ${missing.join(', ')}. Known columns: ${knownHeadings.join(', ')}.`,
    1,
  );
}

/**
 * Reads a plan as a table of text: separated by commas, semicolons, tabs or bars, with the columns
 * of the illustrative plan in any order and case. All mistakes are told at once, line by line.
 */
export function readPlanFile(given: string, known: KnownConcepts): PlanFile {
  const text = given.replace(/^\ufeff/, '');
  if (!text.trim()) return wholeFile('The file is empty.');
  const foreign = foreignFile(new TextEncoder().encode(text.slice(0, 4096)));
  if (foreign) return wholeFile(notCsv(foreign));
  const table = readTable(text, isHeading);
  if (!table) return withoutHeading(text);
  const { places, problems } = placesOf(table);
  const rows = table.rows.flatMap(({ line, cells }) => {
    if (line === table.broken?.line) return [];
    const cell: CellOf = (name) => {
      const at = places.get(name);
      return at === undefined ? undefined : fromFormulaSafe(tidyText(cells[at] ?? ''));
    };
    return readRow(line, cell, known, problems) ?? [];
  });
  problems.push(...repeatedRefs(rows));
  if (table.broken) problems.push({ ...table.broken, column: null });
  if (rows.length === 0 && problems.length === 0)
    return wholeFile('The file names columns but has no entries.', table.heading.line + 1);
  return {
    rows,
    problems: problems.sort((a, b) => a.line - b.line),
    unread: unreadHeadings(table.heading.cells.map((cell) => cell.trim())),
  };
}

/** Said of a file that is something else. @param foreign "an Excel workbook" */
export const notCsv = (foreign: string): string =>
  `The file is ${foreign}, whatever its name says. Open it in a spreadsheet, save it as “CSV UTF-8” and send that.`;
