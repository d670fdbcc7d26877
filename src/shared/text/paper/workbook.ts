import write from 'write-excel-file/node';

/** The type of an Excel file (ECMA-376). */
export const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A table as a sheet of a workbook. All cells are text: nothing in them is ever a formula. */
export interface Sheet {
  name: string;
  columns: readonly { text: string; width: number }[];
  rows: readonly string[][];
}

/** Characters that a cell holds at most. */
const longest = 32_000;
/** Characters that XML 1.0 has no way to write. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const cell = (text: string, isHeading = false) => ({
  value: text.replace(unwritable, '').slice(0, longest),
  type: String,
  wrap: true,
  alignVertical: 'top' as const,
  ...(isHeading && { fontWeight: 'bold' as const }),
});

/** A table as an Excel file whose first row stays in sight. */
export async function excelFile({ name, columns, rows }: Sheet): Promise<Uint8Array> {
  const heading = columns.map(({ text }) => cell(text, true));
  const body = rows.map((cells) => columns.map((_, at) => cell(cells[at] ?? '')));
  const file = write([heading, ...body], {
    // Excel refuses these in the name of a sheet, and more than 31 characters.
    sheet: name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  });
  return new Uint8Array(await file.toBuffer());
}
