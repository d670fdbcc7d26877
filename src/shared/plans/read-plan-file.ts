import { CsvError, parse } from 'csv-parse/sync';
import { bragColours, entryStatuses, type PlanEntry } from '#shared/entities/index.ts';

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
  parentRef: string | null;
  text: string;
  ownerAgency: string | null;
  leadRole: string | null;
  originalDueOn: string | null;
  dueOn: string | null;
  rag: PlanEntry['rag'];
  status: PlanEntry['status'];
  successMeasure: string | null;
  themes: string[];
}

export interface PlanFile {
  rows: PlanRow[];
  problems: FileProblem[];
}

const needed = ['ref', 'recommendation'];
const known = [
  'plan',
  'ref',
  'parentRef',
  'recommendation',
  'ownerAgency',
  'leadRole',
  'originalDueDate',
  'currentDueDate',
  'rag',
  'status',
  'successMeasure',
  'themes',
];
const longestText = 5000;

type Row = Record<string, string>;

/** The separator of the first line: Excel in some countries writes semicolons. */
function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  return [',', ';', '\t'].sort((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
}

function readDay(value: string): string | null | undefined {
  if (!value) return null;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(value);
  const [year, month, day] = iso
    ? iso.slice(1)
    : british
      ? [british[3], british[2], british[1]]
      : [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  return date.toISOString().slice(0, 10);
}

const matching = <T extends string>(value: string, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one.toLowerCase() === value.toLowerCase());

function checkRow(
  line: number,
  row: Row,
  themes: ReadonlySet<string>,
  problems: FileProblem[],
): PlanRow | null {
  const before = problems.length;
  const say = (column: string, message: string) => problems.push({ line, column, message });
  const cell = (name: string) => row[name]?.trim() ?? '';
  const text = cell('recommendation');
  const ref = cell('ref');
  if (!ref) say('ref', 'The reference is missing.');
  else if (ref.length > 50) say('ref', 'The reference is longer than 50 characters.');
  if (!text) say('recommendation', 'The recommendation is missing.');
  else if (text.length > longestText)
    say('recommendation', `The recommendation is longer than ${longestText} characters.`);

  const rag = cell('rag') ? matching(cell('rag'), bragColours) : null;
  if (rag === undefined) say('rag', `“${cell('rag')}” is not one of ${bragColours.join(', ')}.`);
  const status = cell('status') ? matching(cell('status'), entryStatuses) : 'not started';
  if (status === undefined)
    say('status', `“${cell('status')}” is not one of ${entryStatuses.join(', ')}.`);
  const originalDueOn = readDay(cell('originalDueDate'));
  const dueOn = readDay(cell('currentDueDate'));
  for (const [column, day] of [
    ['originalDueDate', originalDueOn],
    ['currentDueDate', dueOn],
  ] as const) {
    if (day === undefined)
      say(column, `“${cell(column)}” is not a date. Write 2026-09-30 or 30/09/2026.`);
  }
  const given = cell('themes')
    .split(/[;|]/)
    .map((theme) => theme.trim())
    .filter(Boolean);
  for (const theme of given) {
    if (!themes.has(theme)) say('themes', `“${theme}” is not in the vocabulary.`);
  }
  if (problems.length > before) return null;
  return {
    line,
    plan: cell('plan'),
    ref,
    parentRef: cell('parentRef') || null,
    text,
    ownerAgency: cell('ownerAgency') || null,
    leadRole: cell('leadRole') || null,
    originalDueOn: originalDueOn ?? null,
    dueOn: dueOn ?? originalDueOn ?? null,
    rag: rag ?? null,
    status: status ?? 'not started',
    successMeasure: cell('successMeasure') || null,
    themes: given,
  };
}

function checkTogether(rows: PlanRow[], problems: FileProblem[]): void {
  const lines = new Map<string, number>();
  for (const { ref, line } of rows) {
    const first = lines.get(ref);
    if (first !== undefined) {
      problems.push({
        line,
        column: 'ref',
        message: `The reference ${ref} stands on line ${first} already.`,
      });
    } else lines.set(ref, line);
  }
  for (const { ref, parentRef, line } of rows) {
    if (parentRef && (!lines.has(parentRef) || parentRef === ref)) {
      problems.push({
        line,
        column: 'parentRef',
        message: `There is no other entry ${parentRef} in this file.`,
      });
    }
  }
}

function parseRows(text: string): { line: number; row: Row }[] {
  const records: { record: Row; info: { lines: number } }[] = parse(text, {
    columns: (names: string[]) => names.map((name) => name.trim()),
    delimiter: separatorOf(text),
    bom: true,
    info: true,
    skip_empty_lines: true,
    trim: false,
  });
  return records.map(({ record, info }) => ({ line: info.lines, row: record }));
}

const wholeFile = (message: string, line = 0): PlanFile => ({
  rows: [],
  problems: [{ line, column: null, message }],
});

/** Mistakes on the lines before the one at which the file breaks off: all are told at once. */
function problemsBefore(text: string, line: number, themes: ReadonlySet<string>): FileProblem[] {
  const whole = text
    .split('\n')
    .slice(0, Math.max(0, line - 1))
    .join('\n');
  const problems: FileProblem[] = [];
  try {
    const rows = parseRows(whole).flatMap(
      (one) => checkRow(one.line, one.row, themes, problems) ?? [],
    );
    checkTogether(rows, problems);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return problems.sort((a, b) => a.line - b.line);
}

/**
 * Reads a plan as CSV: separated by commas, semicolons or tabs, with the columns of the illustrative
 * plan. All mistakes are told at once, line by line.
 *
 * @param themes concept ids that exist
 */
export function readPlanFile(given: string, themes: ReadonlySet<string>): PlanFile {
  const text = given.replace(/^\ufeff/, '');
  if (!text.trim()) return wholeFile('The file is empty.');
  const separator = separatorOf(text);
  const columns = (text.split(/\r?\n/, 1)[0] ?? '')
    .split(separator)
    .map((name) => name.trim().replace(/^"|"$/g, ''));
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    return wholeFile(
      `The first line must name the columns. Missing: ${missing.join(', ')}. Known columns: ${known.join(', ')}.`,
      1,
    );
  }
  try {
    const problems: FileProblem[] = [];
    const rows = parseRows(text).flatMap(
      ({ line, row }) => checkRow(line, row, themes, problems) ?? [],
    );
    checkTogether(rows, problems);
    if (rows.length === 0 && problems.length === 0)
      return wholeFile('The file names columns but has no entries.', 2);
    return { rows, problems: problems.sort((a, b) => a.line - b.line) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number((error as CsvError & { lines?: number }).lines ?? 0);
    const message =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'A quotation mark is opened and never closed. The file may have been cut off while it was written.'
        : error.code.startsWith('CSV_RECORD_INCONSISTENT')
          ? 'This line has another number of columns than the first. Put text with commas in quotation marks; the file may also have been cut off here.'
          : `The line cannot be read as CSV: ${error.message}`;
    return {
      rows: [],
      problems: [...problemsBefore(text, line, themes), { line, column: null, message }],
    };
  }
}
