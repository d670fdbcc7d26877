import { CsvError, parse } from 'csv-parse/sync';

/** One row of a table, with the line of the file on which it begins. */
export interface TableRow {
  line: number;
  cells: string[];
}

/** A table as a file has it: its heading, and the rows below it that are not empty. */
export interface Table {
  heading: TableRow;
  rows: TableRow[];
  /** Where the file breaks off, and how; null when it is whole. */
  broken: { line: number; message: string } | null;
}

const separators = [',', ';', '\t', '|'];
/** A heading may stand below a title and a remark, not below the table. */
const longestPreamble = 10;

const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === '');

/** "sep=;" on the first line is Excel's way to say what separates the cells. */
function declaredSeparator(text: string): { separator: string; length: number } | null {
  const match = /^"?sep=(.)"?[^\S\n\t]*(?:\n|$)|^"?sep=(\t)"?(?:\n|$)/i.exec(text);
  const separator = match?.[1] ?? match?.[2];
  return match && separator ? { separator, length: match[0].length } : null;
}

function messageOf(error: CsvError): string {
  return error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'A quotation mark is opened here and never closed. The file may have been cut off while it was written.'
    : `The line cannot be read as CSV: ${error.message}`;
}

/** All records up to where the text can be read, with the line each begins on. */
function recordsOf(text: string, separator: string, firstLine: number, most?: number) {
  const rows: TableRow[] = [];
  let line = firstLine;
  let broken: Table['broken'] = null;
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: '\n',
      relax_column_count: true,
      // A quotation mark inside a cell is a quotation mark.
      relax_quotes: true,
      raw: true,
      ...(most ? { to: most } : {}),
      on_record: (read: unknown) => {
        const { record, raw } = read as { record: string[]; raw: string };
        rows.push({ line, cells: record });
        line += raw.split('\n').length - (raw.endsWith('\n') ? 1 : 0);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    broken = { line, message: messageOf(error) };
  }
  return { rows, broken };
}

/** The cells of a row beyond the last column must be empty, and a last row must not be cut off. */
function unevenness(table: Omit<Table, 'broken'>, endsWithin: boolean): Table['broken'] {
  const width = table.heading.cells.length;
  const longer = table.rows.find(({ cells }) => !isBlank(cells.slice(width)));
  if (longer) {
    const message =
      'This line has more cells than there are columns. Put text with commas in quotation marks.';
    return { line: longer.line, message };
  }
  const last = table.rows.at(-1);
  if (endsWithin && last && last.cells.length < width) {
    const message =
      'The last line has fewer cells than there are columns. The file may have been cut off here.';
    return { line: last.line, message };
  }
  return null;
}

/**
 * Reads a table of text: separated by commas, semicolons, tabs or bars, with any line ends. Empty
 * rows, and rows of separators only, are nothing; so are empty cells at the end of a row, and
 * spreadsheets leave them out.
 *
 * @param isHeading how many of a row's cells are known headings; the row with the most is the
 *   heading, if `isEnough`
 * @returns null when no row near the beginning is a heading
 */
export function readTable(
  given: string,
  isHeading: (cells: string[]) => { known: number; isEnough: boolean },
): Table | null {
  const whole = given.replace(/\r\n?/g, '\n');
  const declared = declaredSeparator(whole);
  const text = declared ? whole.slice(declared.length) : whole;
  const firstLine = declared ? 2 : 1;
  const candidates = (declared ? [declared.separator, ...separators] : separators).flatMap(
    (separator) =>
      recordsOf(text, separator, firstLine, longestPreamble).rows.map((row, at) => ({
        at,
        separator,
        ...isHeading(row.cells),
      })),
  );
  const best = candidates
    .filter(({ isEnough }) => isEnough)
    .sort((a, b) => b.known - a.known || a.at - b.at)[0];
  if (!best) return null;
  const { rows, broken } = recordsOf(text, best.separator, firstLine);
  const [heading, ...below] = rows.slice(best.at);
  if (!heading) return null;
  const table = { heading, rows: below.filter(({ cells }) => !isBlank(cells)) };
  return { ...table, broken: broken ?? unevenness(table, !/\n\s*$/.test(text)) };
}
