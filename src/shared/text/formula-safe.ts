/**
 * Cells that a spreadsheet would run: OWASP, "CSV Injection". An apostrophe before them makes them
 * text; one that stood there already is doubled, so that what was written can be read back.
 */
const runs = /^'*[=+\-@\t\r＝＋－＠]/;

/** A value for a cell of CSV that no spreadsheet takes for a formula. */
export const formulaSafe = (value: string): string => (runs.test(value) ? `'${value}` : value);

/** The value of a cell that `formulaSafe` wrote. */
export const fromFormulaSafe = (cell: string): string =>
  cell.startsWith("'") && runs.test(cell) ? cell.slice(1) : cell;
